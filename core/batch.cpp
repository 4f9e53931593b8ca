#include "core/batch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "core/batch_form.h"
#include "core/policy/term.h"

namespace returns {
namespace {

using Form = Batch::Form;
using Word = Fused::Word;
using Feed = Form::Feed;

constexpr std::size_t kWordBits = Fused::kWordBits;
constexpr std::int32_t kNone = -1;
constexpr std::int64_t kMinute = 60, kHour = 3600;

std::int32_t load(const char* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap32(value);
  return static_cast<std::int32_t>(value);
}

void store(char* at, std::int32_t value) {
  if constexpr (std::endian::native == std::endian::big)
    value = static_cast<std::int32_t>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  std::memcpy(at, &value, sizeof value);
}

// Rows that are worked on together, column by column: few enough that their words stay in the first cache.
struct Block {
  const char* in;
  std::size_t rows;
  std::size_t step;       // bytes of a row
  Word* alive;            // rows × words: the rules that still match
  std::int32_t* status;   // by row
  std::int32_t* verdict;  // by row

  std::int32_t value(std::size_t row, std::size_t at) const {
    return load(in + row * step + at * sizeof(std::int32_t));
  }
};

// `W` words per row, or as many as the form has when W is 0: most packs take one to four, and a loop whose length is
// known costs a third.
template <std::size_t W>
class Run {
 public:
  explicit Run(const Form& form) : form_(form), words_(W == 0 ? form.fused.words() : W) {}

  void operator()(const Block& block, char* out) const {
    for (std::size_t r = 0; r < block.rows; ++r) std::copy_n(form_.start.data(), words_, block.alive + r * words_);
    std::fill_n(block.status, block.rows, Batch::kAnswered);
    for (const Feed& feed : form_.feeds) narrow(feed, block);
    for (const Form::Answer& answer : form_.answers) narrow(answer, block);
    if (const auto* window = strip(Fact::Window)) {
      for (std::size_t r = 0; r < block.rows; ++r) {
        if (block.status[r] >= 0) keep(*window, window_state(block, r), block, r);
      }
    }
    judge(block);
    if (const auto* verdict = strip(Fact::Verdict)) {
      for (std::size_t r = 0; r < block.rows; ++r) keep(*verdict, block.verdict[r], block, r);
    }
    if (strip(Fact::Lane) != nullptr || strip(Fact::Grade) != nullptr) route(block);
    write(block, out);
  }

 private:
  const Fused::Strip* strip(Fact fact) const { return form_.fused.strip(static_cast<std::size_t>(fact)); }
  Word* alive(const Block& block, std::size_t row) const { return block.alive + row * words_; }

  void keep(const Word* row, Word* alive) const {
    for (std::size_t w = 0; w < words_; ++w) alive[w] &= row[w];
  }
  void keep(const Fused::Strip& strip, std::int32_t value, const Block& block, std::size_t row) const {
    keep(&strip.rows[static_cast<std::size_t>(value) * words_], alive(block, row));
  }

  // The rows of a column's values, region by region. A value out of range is noted, the first of its row.
  template <class Region>
  void narrow(const Feed& feed, const Block& block, Region region) const {
    const Word* rows = feed.strip->rows.data();
    for (std::size_t r = 0; r < block.rows; ++r) {
      const std::uint32_t value = offset(feed, block, r);
      if (value >= feed.values) {
        refuse(feed, block, r);
      } else {
        keep(rows + region(value) * words_, alive(block, r));
      }
    }
  }

  void narrow(const Feed& feed, const Block& block) const {
    if (feed.strip == nullptr) {
      for (std::size_t r = 0; r < block.rows; ++r) {
        if (offset(feed, block, r) >= feed.values) refuse(feed, block, r);
      }
    } else if (!feed.strip->region.empty()) {
      const std::uint16_t* regions = feed.strip->region.data();
      narrow(feed, block, [regions](std::uint32_t value) { return std::size_t{regions[value]}; });
    } else if (!feed.strip->cuts.empty()) {
      narrow(feed, block, [&feed](std::uint32_t value) {
        const auto& cuts = feed.strip->cuts;
        const std::int32_t wanted = static_cast<std::int32_t>(value + static_cast<std::uint32_t>(feed.min));
        return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), wanted) - cuts.begin());
      });
    } else {
      narrow(feed, block, [](std::uint32_t value) { return std::size_t{value}; });
    }
  }

  // Options, then `not_asked`: that is what an answer counts as when nobody asked for it.
  void narrow(const Form::Answer& answer, const Block& block) const {
    const Feed& feed = answer.feed;
    for (std::size_t r = 0; r < block.rows; ++r) {
      const std::uint32_t value = offset(feed, block, r);
      if (value >= feed.values) {
        refuse(feed, block, r);
        continue;
      }
      const bool asked = meets(answer.asked_by, alive(block, r));
      const std::uint32_t none = feed.values - 1;
      if (asked && value == none && block.status[r] >= 0) block.status[r] = Batch::kQuestionOpen;
      if (feed.strip != nullptr) keep(*feed.strip, static_cast<std::int32_t>(asked ? value : none), block, r);
    }
  }

  static std::uint32_t offset(const Feed& feed, const Block& block, std::size_t row) {
    return static_cast<std::uint32_t>(block.value(row, feed.at)) - static_cast<std::uint32_t>(feed.min);
  }

  static void refuse(const Feed& feed, const Block& block, std::size_t row) {
    const std::int32_t status = -1 - static_cast<std::int32_t>(feed.at);
    std::int32_t& had = block.status[row];
    if (had >= 0 || status > had) had = status;
  }

  bool meets(const std::vector<Word>& bits, const Word* alive) const {
    Word met = 0;
    for (std::size_t w = 0; w < words_; ++w) met |= bits[w] & alive[w];
    return met != 0;
  }

  // The lowest rule of a place that is alive, from `from` on, or place.rules.
  std::size_t first(Fused::Place place, const Word* alive, std::size_t from = 0) const {
    while (from < place.rules) {
      const std::size_t bit = place.bit + from;
      const Word rest = alive[bit / kWordBits] >> (bit % kWordBits);
      if (rest != 0) return std::min(place.rules, from + static_cast<std::size_t>(std::countr_zero(rest)));
      from += kWordBits - bit % kWordBits;
    }
    return place.rules;
  }

  void judge(const Block& block) const {
    for (std::size_t r = 0; r < block.rows; ++r) {
      const Word* bits = alive(block, r);
      const auto says = [&](Verdict verdict) { return meets(form_.verdicts[static_cast<std::size_t>(verdict)], bits); };
      Verdict verdict = Verdict::NeedsReview;  // also when no rule matches
      if (says(Verdict::Ineligible)) {
        verdict = Verdict::Ineligible;
      } else if (!says(Verdict::NeedsReview) && says(Verdict::Eligible)) {
        verdict = Verdict::Eligible;
      }
      block.verdict[r] = static_cast<std::int32_t>(verdict);
    }
  }

  void route(const Block& block) const {
    const Fused::Strip* lane = strip(Fact::Lane);
    const Fused::Strip* grade = strip(Fact::Grade);
    const auto& rules = form_.pack->routing.rules;
    for (std::size_t r = 0; r < block.rows; ++r) {
      const std::size_t rule = first(form_.routing, alive(block, r));
      const bool routed = rule < rules.size();
      const auto take = [&](const Fused::Strip* strip, std::size_t value) {
        if (strip != nullptr) keep(*strip, static_cast<std::int32_t>(routed ? value : strip->regions), block, r);
      };
      take(lane, routed ? rules[rule].then.lane : 0);
      take(grade, routed ? rules[rule].then.grade : 0);
    }
  }

  // Where each window that applies ends, and whether the one that holds is over.
  std::int32_t window_state(const Block& block, std::size_t row) const {
    const auto& rules = form_.pack->windows.rules;
    const Word* bits = alive(block, row);
    const Precedence precedence = form_.pack->precedence;
    std::size_t holds = first(form_.windows, bits);
    if (holds >= rules.size()) return static_cast<std::int32_t>(WindowState::None);
    const Clock clock = clock_of(block, row);
    if (precedence != Precedence::First) {
      std::int64_t end = end_of_window(rules[holds].then, clock);
      for (std::size_t rule = first(form_.windows, bits, holds + 1); rule < rules.size();
           rule = first(form_.windows, bits, rule + 1)) {
        const std::int64_t other = end_of_window(rules[rule].then, clock);
        if (precedence == Precedence::Longest ? other > end : other < end) {
          holds = rule;
          end = other;
        }
      }
    }
    const WindowThen& then = rules[holds].then;
    if (then.unit == Unit::None) return static_cast<std::int32_t>(WindowState::None);
    if (clock.state != WindowState::None) return static_cast<std::int32_t>(clock.state);
    return static_cast<std::int32_t>(is_open(then, clock) ? WindowState::Open : WindowState::Closed);
  }

  // What a row says about time; `state` None: both instants are known.
  struct Clock {
    WindowState state = WindowState::None;
    Instant signed_at = {}, now = {};
  };
  Clock clock_of(const Block& block, std::size_t row) const {
    Clock clock;
    if (form_.goods != Form::kAbsent) {
      const auto goods = static_cast<Goods>(block.value(row, form_.goods));
      if (goods == Goods::NotShipped || goods == Goods::InTransit) clock.state = WindowState::NotStarted;
    }
    if (clock.state != WindowState::None) return clock;
    if (form_.timing != Form::kAbsent) {
      clock.state = static_cast<WindowState>(block.value(row, form_.timing));
      return clock;
    }
    const std::int32_t signed_at = block.value(row, form_.signed_at);
    if (signed_at < 0) clock.state = WindowState::Unknown;
    clock.signed_at = {signed_at * kMinute};
    clock.now = {block.value(row, form_.now) * kMinute};
    return clock;
  }

  // Seconds since 1970; the same for all when the row says only what the window is.
  std::int64_t end_of_window(const WindowThen& then, const Clock& clock) const {
    if (then.unit == Unit::None) return std::numeric_limits<std::int64_t>::max();
    if (clock.state != WindowState::None) return 0;
    if (then.unit == Unit::Hour) return clock.signed_at.seconds + then.n * kHour;
    const Zone& zone = form_.pack->zone;
    return end_of(last_day(then, *form_.calendar, day_of(clock.signed_at, zone)).day, zone).seconds;
  }

  bool is_open(const WindowThen& then, const Clock& clock) const {
    if (then.unit == Unit::Hour) return clock.now.seconds <= clock.signed_at.seconds + then.n * kHour;
    const Zone& zone = form_.pack->zone;
    const Day from = day_of(clock.signed_at, zone), today = day_of(clock.now, zone);
    return today <= last_day(then, *form_.calendar, from).day;
  }

  void write(const Block& block, char* out) const {
    const std::size_t step = form_.stride * sizeof(std::int32_t);
    for (std::size_t r = 0; r < block.rows; ++r) {
      store(out + r * step, block.status[r]);
      store(out + r * step + sizeof(std::int32_t), block.status[r] == Batch::kAnswered ? block.verdict[r] : kNone);
    }
    for (const Form::Emit& table : form_.emits) {
      for (std::size_t r = 0; r < block.rows; ++r) {
        const bool answered =
            block.status[r] == Batch::kAnswered || (table.early && block.status[r] == Batch::kQuestionOpen);
        write_table(table, answered ? alive(block, r) : nullptr, out + r * step);
      }
    }
  }

  void write_table(const Form::Emit& table, const Word* alive, char* row) const {
    char* at = row + table.out.at * sizeof(std::int32_t);
    const std::size_t rules = table.place.rules;
    if (!table.out.collects) {
      const std::size_t rule = alive == nullptr ? rules : first(table.place, alive);
      return store(at, rule < rules ? static_cast<std::int32_t>(rule) : kNone);
    }
    for (std::size_t w = 0; w < table.out.words; ++w) {
      const std::size_t left = rules - w * 32;
      std::uint32_t bits = alive == nullptr ? 0 : bits_at(alive, table.place.bit + w * 32);
      if (left < 32) bits &= (std::uint32_t{1} << left) - 1;
      store(at + w * sizeof(std::int32_t), static_cast<std::int32_t>(bits));
    }
  }

  std::uint32_t bits_at(const Word* alive, std::size_t bit) const {
    const std::size_t word = bit / kWordBits, shift = bit % kWordBits;
    Word bits = alive[word] >> shift;
    if (shift > 32 && word + 1 < words_) bits |= alive[word + 1] << (kWordBits - shift);
    return static_cast<std::uint32_t>(bits);
  }

  const Form& form_;
  const std::size_t words_;
};

template <std::size_t W>
void run(const Form& form, const Block& block, char* out) {
  const Run<W> work(form);
  work(block, out);
}

}  // namespace

void Batch::decide(const char* in, std::size_t rows, char* out) const {
  // 8 KB of words; at least one row.
  constexpr std::size_t kTogether = 1024, kMostRows = 512;
  const std::size_t words = form_->fused.words();
  const std::size_t at_once = std::clamp<std::size_t>(kTogether / words, 1, kMostRows);
  std::vector<Word> alive(at_once * words);
  std::array<std::int32_t, kMostRows> status{}, verdict{};
  const std::size_t in_step = form_->columns * sizeof(std::int32_t), out_step = form_->stride * sizeof(std::int32_t);
  for (std::size_t done = 0; done < rows; done += at_once) {
    const Block block{in + done * in_step, std::min(at_once, rows - done), in_step, alive.data(), status.data(),
                      verdict.data()};
    char* to = out + done * out_step;
    switch (words) {
      case 1: run<1>(*form_, block, to); break;
      case 2: run<2>(*form_, block, to); break;
      case 3: run<3>(*form_, block, to); break;
      case 4: run<4>(*form_, block, to); break;
      default: run<0>(*form_, block, to); break;
    }
  }
}

}  // namespace returns
