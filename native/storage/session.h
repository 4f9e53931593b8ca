#pragma once
// A connection to the database that keeps the statements it has prepared: the engine reads each text once in the
// connection's life, and not again with every request. Meant for texts that are literals; whoever composes a text, or
// asks rarely, uses `session << …` as with any session.

#include <soci/soci.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace returns::storage {

class Session : public soci::session {
 public:
  using soci::session::session;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() = default;

  // Of a text that gives one row at most: whether there was one. Of any other: false. More rows are a mistake of the
  // caller and throw, like whatever the engine refuses.
  template <class... Exchanges>
  bool run(const char* text, const Exchanges&... exchanges) {
    const Use use(prepared(text));
    const bool found = start(*use.statement, exchanges...);
    // Until its end a statement holds the rows that it reads.
    if (found && use.statement->fetch()) throw std::logic_error("more rows than the one asked for");
    return found;
  }

  // `each()` is called after every row, when the variables given by soci::into hold it.
  template <class Each, class... Exchanges>
  void rows(const char* text, const Each& each, const Exchanges&... exchanges) {
    const Use use(prepared(text));
    for (bool found = start(*use.statement, exchanges...); found; found = use.statement->fetch()) each();
  }

  // How many rows were changed.
  template <class... Exchanges>
  long long change(const char* text, const Exchanges&... exchanges) {
    const Use use(prepared(text));
    start(*use.statement, exchanges...);
    return use.statement->get_affected_rows();
  }

  // After a failure in their midst statements may stand at a row; what comes next starts with none.
  void forget_statements() { kept_.clear(); }

 private:
  struct Kept {
    std::unique_ptr<soci::statement> statement;
    bool in_use = false;
  };
  // Its variables are the caller's: they are let go when the call ends, however it ends.
  struct Use {
    explicit Use(Kept& one) : kept(one), statement(one.statement.get()) {
      if (kept.in_use) throw std::logic_error("a statement within itself");
      kept.in_use = true;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
      statement->bind_clean_up();
      kept.in_use = false;
    }
    Kept& kept;
    soci::statement* statement;
  };

  Kept& prepared(const char* text) {
    const auto known = kept_.find(text);
    if (known != kept_.end()) return known->second;
    auto statement = std::make_unique<soci::statement>(*this);
    statement->alloc();
    statement->prepare(text);
    return kept_.emplace(text, Kept{.statement = std::move(statement)}).first->second;
  }

  template <class... Exchanges>
  static bool start(soci::statement& statement, const Exchanges&... exchanges) {
    (statement.exchange(exchanges), ...);
    statement.define_and_bind();
    return statement.execute(true);
  }

  // By text: the address of a literal is not the same in two translation units, and may not be that of one text only.
  std::map<std::string, Kept, std::less<>> kept_;
};

}  // namespace returns::storage
