#pragma once
// Many decisions at once, from plain numbers to plain numbers: what plan decides about an item that goes back alone,
// without order, draft, money or words. For replaying what was asked last year against another pack. Nothing is
// allocated per row.
//
// A row gives the facts that an order and a draft would give, each as the index of its value in the pack's column (or
// the integer itself); what follows from them (ground, fault, window, verdict, lane, grade) is found here. An answer
// to a question that the pack does not ask is not heard, as in plan.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/calendar.h"
#include "core/policy/pack.h"
#include "core/result.h"

namespace returns {

// A column that a row may have; ids are the indexes of the pack's columns, and three that come after them:
// `timing`, what the window is if there is one (open closed unknown not_started), or instead of it `signed_at` and
// `now`, in minutes since 1970-01-01T00:00Z (signed_at -1: not known).
struct BatchColumn {
  std::size_t id = 0;
  std::string name;
  std::vector<std::string> values;  // empty: integers min … max
  std::int32_t min = 0, max = 0;
};
std::vector<BatchColumn> batch_columns(const Pack& pack);

// A table that may be asked for; ids are the indexes in tables_of(pack).
struct BatchTable {
  std::size_t id = 0;
  TableView view;
};
std::vector<BatchTable> batch_tables(const Pack& pack);

class Batch {
 public:
  struct Form;  // what it is compiled to: batch_form.h

  // The status of a row; -k says that its kth value (from 1) is out of range.
  static constexpr std::int32_t kAnswered = 0;
  static constexpr std::int32_t kQuestionOpen = 1;  // a question is asked and the row has no answer to it

  // Where a table's answer stands in an output row, in int32: the index of a rule (-1: none) or, for tables that
  // collect, bits of rules, the lowest first.
  struct Out {
    std::size_t table = 0;  // id
    std::size_t at = 0;
    std::size_t words = 0;
    bool collects = false;
  };

  // Rows of these columns, answers of these tables, by id. A table that needs a column which the rows lack is the
  // fault `missing` with the column's name. The pack and the calendar must outlive the batch.
  static Result<Batch> make(const Pack& pack, const Calendar& calendar, const std::vector<std::size_t>& columns,
                            const std::vector<std::size_t>& wanted);

  // int32 per row of the input.
  std::size_t columns() const;
  // int32 per row of the output: status, verdict (-1: none), tables.
  std::size_t stride() const;
  const std::vector<Out>& outs() const;
  // 64-bit words that a row of one column takes.
  std::size_t words() const;
  // `in`: rows × columns(), `out`: rows × stride(), int32 in little-endian order, at any address.
  void decide(const char* in, std::size_t rows, char* out) const;

 private:
  explicit Batch(std::shared_ptr<const Form> form) : form_(std::move(form)) {}
  std::shared_ptr<const Form> form_;
};

}  // namespace returns
