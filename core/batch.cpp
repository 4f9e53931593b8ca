#include "core/batch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/batch_form.h"
#include "core/batch_rows.h"
#include "core/batch_time.h"

// A pass is a function of its own: in one large function the compilers of browsers run out of registers.
#define RETURNS_PASS [[gnu::noinline]]

namespace returns {
namespace {

using namespace batching;

constexpr std::size_t kWordBits = Fused::kWordBits;
constexpr std::int32_t kNone = -1;

// Rows are worked on together, one thing at a time for all of them: each pass is a short loop whose tables stay in the
// first cache. `W` words per row of bits, or as many as the form has when W is 0; most packs take one to four.
constexpr std::size_t kMostRows = 256;

template <std::size_t W>
class Run {
 public:
  explicit Run(const Form& form)
      : form_(form),
        many_(form.fused.words()),
        at_once_(std::clamp<std::size_t>(2048 / words(), 8, kMostRows)),
        alive_(at_once_ * words()) {}

  void operator()(const char* in, std::size_t rows, char* out) {
    const std::size_t in_step = form_.columns * kInt, out_step = form_.stride * kInt;
    for (std::size_t done = 0; done < rows; done += at_once_) {
      rows_ = std::min(at_once_, rows - done);
      in_ = in + done * in_step;
      out_ = out + done * out_step;
      if (all_in_range(form_, in_, rows_)) {
        std::fill_n(status_.data(), rows_, Batch::kAnswered);
      } else {
        spare_bad_rows();
      }
      decide();
    }
  }

 private:
  // Rows with a value out of range are decided as if it were the least, and their answers left out.
  void spare_bad_rows() {
    const std::size_t step = form_.columns * kInt;
    spare_.assign(in_, in_ + rows_ * step);
    for (std::size_t r = 0, end = rows_; r < end; ++r) {
      char* row = spare_.data() + r * step;
      status_[r] = range_status(form_, row);
      for (std::size_t at = 0; at < form_.columns; ++at) {
        if (out_of_range(form_, row, at)) store(row, at, form_.least[at]);
      }
    }
    in_ = spare_.data();
  }

  void decide() {
    for (std::size_t r = 0, end = rows_; r < end; ++r) std::copy_n(form_.start.data(), words(), alive(r));
    for (const Form::Pair& pair : form_.pairs) {
      const Column a = column(pair.a), b = column(pair.b);
      const std::size_t times_a = pair.times_a, times_b = pair.times_b;
      keep(pair.rows, [=](std::size_t r) { return a.index(r) * times_a + b.index(r) * times_b; });
    }
    for (const Form::LookedUp& one : form_.looked_up) {
      const Column values = column(one.at);
      const std::uint16_t* region = one.strip->region.data();
      const auto min = one.min;
      keep(one.strip->rows, [=](std::size_t r) { return region[static_cast<std::size_t>(values[r] - min)]; });
    }
    for (const Form::Searched& one : form_.searched) search(one);
    for (const Form::Answer& answer : form_.answers) hear(answer);
    if (!form_.by_window.empty()) {
      find(form_.windows);
      windows();
    }
    judge();
    if (!form_.by_route.empty()) {
      find(form_.routing);
      const std::int32_t* found = found_.data();
      keep(form_.by_route, [=](std::size_t r) { return static_cast<std::size_t>(found[r]); });
    }
    for (const Form::Emit& table : form_.emits) write(table);
  }

  // Known to the compiler where it can be.
  std::size_t words() const {
    if constexpr (W == 0) return many_;
    return W;
  }

  // The values of one column of these rows.
  struct Column {
    const char* at;
    std::size_t step;
    std::int32_t operator[](std::size_t row) const { return load(at + row * step, 0); }
    std::size_t index(std::size_t row) const { return static_cast<std::size_t>((*this)[row]); }
  };
  Column column(std::size_t at) const { return {in_ + at * kInt, form_.columns * kInt}; }
  Word* alive(std::size_t row) { return alive_.data() + row * words(); }

  // Ands to each row's bits those that `choose` selects.
  template <class Choose>
  RETURNS_PASS void keep(const std::vector<Word>& from, Choose choose) {
    const Word* rows = from.data();
    Word* bits = alive_.data();
    const std::size_t many = words();
    for (std::size_t r = 0, end = rows_; r < end; ++r) {
      both(bits + r * many, rows + choose(r) * many, many);
    }
  }
  RETURNS_PASS void search(const Form::Searched& one) {
    const Column values = column(one.at);
    const std::int32_t* cuts = one.cuts.data();
    const std::size_t count = one.cuts.size();
    // Rules have few bounds: passing them all, four at a time, costs less than branches that are guessed wrong.
    constexpr std::size_t kFew = 16;
    if (count > kFew) {
      keep(one.strip->rows, [=](std::size_t r) {
        return static_cast<std::size_t>(std::upper_bound(cuts, cuts + count, values[r]) - cuts);
      });
    } else if (count == kFour) {
      const std::int32_t a = cuts[0], b = cuts[1], c = cuts[2], d = cuts[3];
      keep(one.strip->rows, [=](std::size_t r) {
        const std::int32_t value = values[r];
        return static_cast<std::size_t>((a <= value) + (b <= value) + (c <= value) + (d <= value));
      });
    } else {
      keep(one.strip->rows, [=](std::size_t r) {
        const std::int32_t value = values[r];
        std::size_t passed = 0;
        for (std::size_t i = 0; i < count; i += kFour)
          passed += static_cast<std::size_t>((cuts[i] <= value) + (cuts[i + 1] <= value) + (cuts[i + 2] <= value)
                                             + (cuts[i + 3] <= value));
        return passed;
      });
    }
  }

  static void both(Word* own, const Word* row, std::size_t many) {
    std::size_t w = 0;
    for (; W != 1 && w + 2 <= many; w += 2) {
      const Two left = load_two(own + w) & load_two(row + w);
      std::memcpy(own + w, &left, sizeof left);
    }
    if (w < many) own[w] &= row[w];
  }
  static bool meet(const Word* a, const Word* b, std::size_t many) {
    Two two{};
    std::size_t w = 0;
    for (; W != 1 && w + 2 <= many; w += 2) {
      two |= load_two(a + w) & load_two(b + w);
      // In long rows the answer is mostly near the front.
      if (W == 0 && (two[0] | two[1]) != 0) return true;
    }
    Word met = two[0] | two[1];
    if (w < many) met |= a[w] & b[w];
    return met != 0;
  }

  // An answer counts where it is asked for; where there is none, the question is open.
  RETURNS_PASS void hear(const Form::Answer& answer) {
    const Column values = column(answer.at);
    const Word* asks = answer.asked_by.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    const std::int32_t none = answer.not_asked;
    const Word* rows = answer.strip == nullptr ? nullptr : answer.strip->rows.data();
    std::int32_t* status = status_.data();
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) {
      const bool asked = meet(asks, own, many);
      const std::int32_t value = asked ? values[r] : none;
      if (asked && value == none && status[r] == Batch::kAnswered) status[r] = Batch::kQuestionOpen;
      if (rows != nullptr) both(own, rows + static_cast<std::size_t>(value) * many, many);
    }
  }

  // The lowest rule of a place that is alive in each row, or place.rules.
  RETURNS_PASS void find(const Fused::Place& place) {
    const std::size_t word = place.bit / kWordBits, shift = place.bit % kWordBits;
    if (shift + place.rules > kWordBits) {
      for (std::size_t r = 0, end = rows_; r < end; ++r) found_[r] = static_cast<std::int32_t>(first(place, r, 0));
      return;
    }
    const Word* bits = alive_.data() + word;
    const std::size_t many = words();
    const auto rules = static_cast<std::int32_t>(place.rules);
    std::int32_t* found = found_.data();
    // countr_zero(0) is 64, which is as good as any number that is no rule's.
    for (std::size_t r = 0, end = rows_; r < end; ++r) {
      const std::int32_t rule = std::countr_zero(bits[r * many] >> shift);
      found[r] = rule < rules ? rule : rules;
    }
  }

  std::size_t first(const Fused::Place& place, std::size_t row, std::size_t from) {
    const Word* bits = alive(row);
    while (from < place.rules) {
      const std::size_t bit = place.bit + from;
      const Word rest = bits[bit / kWordBits] >> (bit % kWordBits);
      if (rest != 0) return std::min(place.rules, from + static_cast<std::size_t>(std::countr_zero(rest)));
      from += kWordBits - bit % kWordBits;
    }
    return place.rules;
  }

  // Of the window that holds, by the rule that was found.
  std::size_t window_state(std::size_t row) {
    auto holds = static_cast<std::size_t>(found_[row]);
    if (holds == form_.windows.rules) return static_cast<std::size_t>(WindowState::None);
    const Moments moments = moments_of(form_, in_ + row * form_.columns * kInt);
    if (form_.pack->precedence != Precedence::First) holds = holding(holds, moments, row);
    const WindowThen& term = form_.terms[holds];
    WindowState state = WindowState::None;
    if (term.unit != Unit::None) {
      state = moments.state;
      if (state == WindowState::None) state = is_open(term, form_, moments) ? WindowState::Open : WindowState::Closed;
    }
    return static_cast<std::size_t>(state);
  }

  // The state of each row's window, by the rule that was found.
  RETURNS_PASS void windows() {
    const Word* rows = form_.by_window.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    if (form_.days.empty()) {
      for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) both(own, rows + window_state(r) * many, many);
      return;
    }
    const std::int32_t* days = form_.days.data();
    const std::int32_t offset = form_.pack->zone.offset_minutes + kMinutesOfDay;
    const Column goods = column(form_.goods), signed_at = column(form_.signed_at), now = column(form_.now);
    const auto day = [offset](std::int32_t minutes) {
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(minutes + offset) / kMinutesOfDay);
    };
    const std::int32_t* found = found_.data();
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) {
      const std::int32_t term = days[found[r]], start = signed_at[r];
      std::int32_t state = day(now[r]) - day(start) <= term ? 0 : 1;
      state = start < 0 ? static_cast<std::int32_t>(WindowState::Unknown) : state;
      state = goods[r] <= static_cast<std::int32_t>(Goods::InTransit)
                  ? static_cast<std::int32_t>(WindowState::NotStarted)
                  : state;
      state = term < 0 ? static_cast<std::int32_t>(WindowState::None) : state;
      both(own, rows + static_cast<std::size_t>(state) * many, many);
    }
  }

  // Among several windows the one that ends last or first; of equals the first.
  std::size_t holding(std::size_t holds, const Moments& moments, std::size_t row) {
    const bool longest = form_.pack->precedence == Precedence::Longest;
    std::int64_t end = end_of_window(form_.terms[holds], form_, moments);
    for (std::size_t rule = first(form_.windows, row, holds + 1); rule < form_.windows.rules;
         rule = first(form_.windows, row, rule + 1)) {
      const std::int64_t other = end_of_window(form_.terms[rule], form_, moments);
      if (longest ? other <= end : other >= end) continue;
      holds = rule;
      end = other;
    }
    return holds;
  }

  // The worst that is said; where no rule matches a person decides. Without branches: cases are all kinds.
  RETURNS_PASS void judge() {
    constexpr auto kReview = static_cast<std::int32_t>(Verdict::NeedsReview);
    static_assert(static_cast<int>(WindowState::Open) == 0 && static_cast<int>(WindowState::Closed) == 1);
    static_assert(static_cast<int>(Verdict::Eligible) == 0 && kReview == 1
                  && static_cast<int>(Verdict::Ineligible) == 2);
    const Word* refuse = form_.refuse.data();
    const Word* review = form_.review.data();
    const Word* allow = form_.allow.data();
    const Word* rows = form_.by_verdict.data();
    Word* own = alive_.data();
    const std::size_t many = words(), step = form_.stride * kInt;
    const bool asked = W != 0 || form_.verdict_asked;  // a row of ones costs less than to ask, while it is short
    char* out = out_;
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many, out += step) {
      const bool refused = meet(refuse, own, many), unsure = meet(review, own, many), allowed = meet(allow, own, many);
      const std::int32_t verdict = unsure ? kReview : allowed ? 0 : kReview;
      const std::int32_t worst = refused ? 2 * kReview : verdict;
      if (asked) both(own, rows + static_cast<std::size_t>(worst) * many, many);
      const std::int32_t status = status_[r];
      store(out, 0, status);
      store(out, 1, status == Batch::kAnswered ? worst : kNone);
    }
  }

  void write(const Form::Emit& table) {
    if (table.out.collects) {
      if (table.out.words > 2) return write_row_by_row(table);
      for (std::size_t w = 0; w < table.out.words; ++w) write_bits(table, w);
    } else {
      write_rule(table);
    }
  }

  // Which status still has an answer of the table: 0 … most.
  static std::uint32_t most(const Form::Emit& table) {
    return static_cast<std::uint32_t>(table.early ? Batch::kQuestionOpen : Batch::kAnswered);
  }

  RETURNS_PASS void write_rule(const Form::Emit& table) {
    const std::size_t step = form_.stride * kInt, many = words();
    const std::size_t shift = table.place.bit % kWordBits;
    const auto rules = static_cast<std::int32_t>(table.place.rules);
    const std::uint32_t last = most(table);
    char* at = out_ + table.out.at * kInt;
    const bool one_word = shift + table.place.rules <= kWordBits;
    if (!one_word) find(table.place);
    const Word* own = alive_.data() + table.place.bit / kWordBits;
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, own += many) {
      const std::int32_t rule = one_word ? std::countr_zero(own[0] >> shift) : found_[r];
      store(at, 0, static_cast<std::uint32_t>(status_[r]) <= last && rule < rules ? rule : kNone);
    }
  }

  // The wth 32 rules of a table.
  RETURNS_PASS void write_bits(const Form::Emit& table, std::size_t w) {
    constexpr std::size_t kBits = 32;
    const std::size_t bit = table.place.bit + w * kBits, left = table.place.rules - w * kBits;
    const std::size_t shift = bit % kWordBits, step = form_.stride * kInt, many = words();
    const Word within = left < kBits ? (Word{1} << left) - 1 : 0xFFFFFFFFU;
    // Bits that reach into the next word, where there is one.
    const bool split = many > 1 && shift > kBits && shift + left > kWordBits;
    const Word* from = alive_.data() + bit / kWordBits;
    const std::uint32_t last = most(table);
    char* at = out_ + (table.out.at + w) * kInt;
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, from += many) {
      Word bits = from[0] >> shift;
      if (split) bits |= from[1] << (kWordBits - shift);
      bits = static_cast<std::uint32_t>(status_[r]) <= last ? bits & within : 0;
      store(at, 0, static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
    }
  }

  // The same for tables of many words: row by row, as they stand in memory.
  RETURNS_PASS void write_row_by_row(const Form::Emit& table) {
    constexpr std::size_t kBits = 32;
    const std::size_t shift = table.place.bit % kWordBits, step = form_.stride * kInt, many = words();
    const std::size_t words_out = table.out.words, spare = words_out * kBits - table.place.rules;
    const std::size_t words_in = (shift + table.place.rules + kWordBits - 1) / kWordBits;
    const Word* from = alive_.data() + table.place.bit / kWordBits;
    const std::uint32_t last = most(table);
    char* at = out_ + table.out.at * kInt;
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, from += many) {
      if (static_cast<std::uint32_t>(status_[r]) > last) {
        std::memset(at, 0, words_out * kInt);
        continue;
      }
      for (std::size_t w = 0; w < words_out; w += 2) {
        Word bits = from[w / 2] >> shift;
        if (shift != 0 && w / 2 + 1 < words_in) bits |= from[w / 2 + 1] << (kWordBits - shift);
        if (w + 1 < words_out) {
          std::memcpy(at + w * kInt, &bits, sizeof bits);
        } else {
          store(at, w, static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
        }
      }
      const auto tail = static_cast<std::uint32_t>(load(at, words_out - 1));
      store(at, words_out - 1, static_cast<std::int32_t>(tail & (~std::uint32_t{0} >> spare)));
    }
  }

  const Form& form_;
  const std::size_t many_;  // words of a row
  const std::size_t at_once_;
  std::vector<Word> alive_;  // by row: the rules that still match
  std::array<std::int32_t, kMostRows> status_{}, found_{};
  std::vector<char> spare_;
  // The rows at work.
  const char* in_ = nullptr;
  char* out_ = nullptr;
  std::size_t rows_ = 0;
};

template <std::size_t W>
void run(const Form& form, const char* in, std::size_t rows, char* out) {
  Run<W> work(form);
  work(in, rows, out);
}

}  // namespace

void Batch::decide(const char* in, std::size_t rows, char* out) const {
  // Through addresses: an optimiser that sees one call of each makes one function of all, too large for the compilers
  // of browsers.
  constexpr std::array kRuns{&run<0>, &run<1>, &run<2>, &run<3>, &run<4>};
  const std::size_t words = form_->fused.words();
  kRuns[words < kRuns.size() ? words : 0](*form_, in, rows, out);
}

}  // namespace returns
