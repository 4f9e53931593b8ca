#include "native/policy/simulate.h"

#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>

#include "native/policy/flat_case.h"
#include "native/policy/lines.h"
#include "native/policy/replay.h"

namespace returns::policy {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlock = 1024;  // rows decided together: what is parsed is still in the cache
constexpr std::size_t kExamples = 10;

std::uint64_t since(Clock::time_point from) { return static_cast<std::uint64_t>((Clock::now() - from).count()); }

// The tables that are asked before a resolution is chosen: a case on a line need not say one.
std::vector<std::size_t> tables_for_rows(const Pack& pack) {
  std::vector<std::size_t> ids;
  for (const BatchTable& table : batch_tables(pack)) {
    if (table.view.stage < Stage::Remedy) ids.push_back(table.id);
  }
  return ids;
}

std::string code_of(FlatFault fault) {
  switch (fault) {
    case FlatFault::NotJson: return "line.not_json";
    case FlatFault::NotAnObject: return "line.not_an_object";
    case FlatFault::UnknownMember: return "line.member";
    case FlatFault::UnknownValue: return "line.value";
    case FlatFault::OutOfRange: return "line.range";
    case FlatFault::NoReason: return "line.no_reason";
    case FlatFault::None:
    case FlatFault::NeedsPlan: break;
  }
  return {};
}

// One pack, ready to decide.
struct Side {
  Side(const LoadedPack& of, Batch compiled, wire::Core recall)
      : core(std::move(recall)),
        batch(std::move(compiled)),
        layout(of.core.pack(), batch.outs()) {}
  wire::Core core;
  Batch batch;
  PackLayout layout;
};

class Worker {
 public:
  Worker(const FlatVocabulary& vocabulary, const std::vector<std::unique_ptr<Side>>& sides,
         const Comparison* comparison)
      : vocabulary_(vocabulary),
        sides_(sides),
        comparison_(comparison),
        reader_(vocabulary) {
    for (const auto& side : sides_) {
      done_.tallies.emplace_back(*side->layout.pack);
      in_.emplace_back(kBlock * side->batch.columns());
      out_.emplace_back(kBlock * side->batch.stride());
    }
  }

  void run(Lines& lines) {
    Piece piece;
    while (lines.next(piece)) work(piece);
  }
  Simulated take() { return std::move(done_); }

 private:
  void work(const Piece& piece) {
    std::uint64_t number = piece.first_line;
    const char* at = piece.bytes.data();
    const char* const end = at + piece.size;
    std::vector<std::int32_t*> rows(sides_.size());
    while (at != end) {
      const auto before = Clock::now();
      std::uint64_t planned = 0;
      std::size_t filled = 0;
      for (; at != end && filled < kBlock; ++number) {
        const auto* stop = static_cast<const char*>(::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        std::string_view line(at, static_cast<std::size_t>(stop - at));
        at = stop + 1;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
        ++done_.lines;
        for (std::size_t s = 0; s < sides_.size(); ++s) rows[s] = &in_[s][filled * sides_[s]->batch.columns()];
        const FlatFault fault = reader_.read(line, rows);
        if (fault == FlatFault::None) {
          ++filled;
        } else if (fault == FlatFault::NeedsPlan) {
          const auto start = Clock::now();
          plan(line, number);
          planned += since(start);
        } else {
          refuse(number, code_of(fault), reader_.member());
        }
      }
      done_.parsing += since(before) - planned;
      done_.planning += planned;
      decide(filled);
    }
  }

  void decide(std::size_t rows) {
    const auto before = Clock::now();
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      sides_[s]->batch.decide(reinterpret_cast<const char*>(in_[s].data()), rows,
                              reinterpret_cast<char*>(out_[s].data()));
    }
    const auto decided = Clock::now();
    done_.deciding += static_cast<std::uint64_t>((decided - before).count());
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      const std::size_t stride = sides_[s]->batch.stride();
      for (std::size_t r = 0; r < rows; ++r) done_.tallies[s].add(sides_[s]->layout, &out_[s][r * stride]);
    }
    if (comparison_ != nullptr) {
      const std::size_t columns = sides_[0]->batch.columns();
      for (std::size_t r = 0; r < rows; ++r) {
        const std::int32_t* in = &in_[0][r * columns];
        done_.changes.add(
            comparison_->compare(&out_[0][r * sides_[0]->batch.stride()], &out_[1][r * sides_[1]->batch.stride()]),
            in[vocabulary_.category()], in[vocabulary_.reason()]);
      }
    }
    done_.counting += since(decided);
  }

  void plan(std::string_view text, std::uint64_t number) {
    const Json line = parse_json(text);
    if (!line.is_object()) return refuse(number, "line.not_json", {});
    ++done_.planned;
    std::vector<Replayed> answers;
    for (std::size_t s = 0; s < sides_.size(); ++s) answers.push_back(replay(sides_[s]->core, line, done_.tallies[s]));
    const bool none = std::all_of(answers.begin(), answers.end(), [](const Replayed& a) { return !a.fault.empty(); });
    if (none) refuse(number, answers.front().fault, answers.front().member);
    if (comparison_ == nullptr || none) return;
    const Replayed& known = answers[0].fault.empty() ? answers[0] : answers[1];
    const Pack& pack = *sides_[0]->layout.pack;
    done_.changes.add(compare(answers[0], answers[1]), pack.column(Fact::Category).find(known.category),
                      pack.column(Fact::Reason).find(known.reason));
  }

  void refuse(std::uint64_t number, std::string code, std::string member) {
    ++done_.refused;
    if (done_.examples.size() < kExamples) done_.examples.push_back({number, std::move(code), std::move(member)});
  }

  const FlatVocabulary& vocabulary_;
  const std::vector<std::unique_ptr<Side>>& sides_;
  const Comparison* comparison_;
  FlatReader reader_;
  std::vector<std::vector<std::int32_t>> in_, out_;  // by pack
  Simulated done_;
};

void add(Simulated& into, Simulated&& from) {
  into.lines += from.lines;
  into.refused += from.refused;
  into.planned += from.planned;
  into.parsing += from.parsing;
  into.deciding += from.deciding;
  into.counting += from.counting;
  into.planning += from.planning;
  into.changes.add(from.changes);
  into.examples.insert(into.examples.end(), from.examples.begin(), from.examples.end());
  if (into.tallies.empty()) {
    into.tallies = std::move(from.tallies);
  } else {
    for (std::size_t i = 0; i < into.tallies.size(); ++i) into.tallies[i].add(from.tallies[i]);
  }
}

// Says how far it is, as long as somebody looks.
class Progress {
 public:
  Progress(const Tool& tool, const Lines& lines) : tool_(tool), lines_(lines) {
    if (::isatty(STDERR_FILENO) != 0) thread_ = std::thread([this] { run(); });
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    wake_.notify_all();
    thread_.join();
    tool_.err << "\r\033[K" << std::flush;
  }

 private:
  void run() {
    const auto start = Clock::now();
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::milliseconds(200), [this] { return done_; })) {
      const std::uint64_t total = lines_.bytes_total();
      const std::uint64_t read = lines_.lines_read();
      const std::uint64_t micros = std::max<std::uint64_t>(since(start) / 1000, 1);
      tool_.err << "\r\033[K"
                << tool_.text(
                       "simulate.progress",
                       {{"known", std::string{total > 0 ? "yes" : "no"}},
                        {"percent", static_cast<std::int64_t>(total > 0 ? lines_.bytes_read() * 100 / total : 0)},
                        {"lines", static_cast<std::int64_t>(read)},
                        {"rate", static_cast<std::int64_t>(read * 1'000'000 / micros)}})
                << std::flush;
    }
  }

  const Tool& tool_;
  const Lines& lines_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace

Or<Simulated> simulate_file(const Tool& tool, const LoadedPack& pack, const LoadedPack* against,
                            const SimulateOptions& options) {
  const auto start = Clock::now();
  std::vector<const LoadedPack*> packs{&pack};
  if (against != nullptr) packs.push_back(against);
  std::vector<const Pack*> vocabularies;
  vocabularies.reserve(packs.size());
  for (const LoadedPack* one : packs) vocabularies.push_back(&one->core.pack());
  const FlatVocabulary vocabulary(vocabularies);
  std::vector<std::unique_ptr<Side>> sides;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    const Pack& of = packs[i]->core.pack();
    Result<Batch> batch = Batch::make(of, packs[i]->core.calendar(), vocabulary.columns(i), tables_for_rows(of));
    if (!batch) return Problem{"strange_answer", packs[i]->file.string()};
    auto recall = with_recall(*packs[i]);
    if (!recall) return recall.problem();
    sides.push_back(std::make_unique<Side>(*packs[i], std::move(*batch), std::move(*recall)));
  }
  std::optional<Comparison> comparison;
  if (against != nullptr) comparison.emplace(sides[0]->layout, sides[1]->layout);
  const auto lines = Lines::open(options.file, FlatReader::padding());
  if (lines == nullptr) return Problem{"no_such_file", options.file};

  Simulated all;
  all.jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < all.jobs; ++i)
    workers.push_back(std::make_unique<Worker>(vocabulary, sides, comparison ? &*comparison : nullptr));
  {
    const Progress progress(tool, *lines);
    std::vector<std::thread> threads;
    threads.reserve(workers.size());
    for (auto& worker : workers) threads.emplace_back([&lines, &worker] { worker->run(*lines); });
    for (std::thread& thread : threads) thread.join();
  }
  if (lines->failed()) return Problem{"unreadable", options.file, {}, {{"detail", std::string{"read"}}}};
  if (lines->too_long() != 0)
    return Problem{"line.too_long", options.file, {}, {{"line", static_cast<std::int64_t>(lines->too_long())}}};
  for (auto& worker : workers) add(all, worker->take());
  std::stable_sort(all.examples.begin(), all.examples.end(),
                   [](const RefusedLine& a, const RefusedLine& b) { return a.line < b.line; });
  if (all.examples.size() > kExamples) all.examples.erase(all.examples.begin() + kExamples, all.examples.end());
  all.reading = lines->nanoseconds();
  all.wall = since(start);
  return all;
}

}  // namespace returns::policy
