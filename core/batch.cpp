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
// Browsers look at every turn of a loop whether somebody wants to stop it.
#ifdef __clang__
#define RETURNS_UNROLL _Pragma("clang loop unroll_count(4)")
#else
#define RETURNS_UNROLL
#endif

namespace returns {
namespace {

using namespace batching;

constexpr std::size_t kWordBits = Fused::kWordBits;
constexpr std::int32_t kNone = -1;

// Rows are worked on together, one thing at a time for all of them: each pass is a short loop whose tables stay in the
// first cache. `W` words per row of bits, or as many as the form has when W is 0; most packs take one to four.
constexpr std::size_t kMostRows = 128;

template <std::size_t W>
class Run : Words<W> {
 public:
  explicit Run(const Form& form)
      : form_(form),
        many_(form.fused.words()),
        at_once_(std::clamp<std::size_t>(2048 / words(), 8, kMostRows) / kFour * kFour),
        values_(at_once_ * form.columns),
        alive_(at_once_ * words()) {}

  void operator()(const char* in, std::size_t rows, char* out) {
    const std::size_t in_step = form_.columns * kInt, out_step = form_.stride * kInt;
    for (std::size_t done = 0; done < rows; done += at_once_) {
      rows_ = std::min(at_once_, rows - done);
      out_ = out + done * out_step;
      const bool sound = take_in(form_, in + done * in_step, rows_, values_.data(), at_once_);
      std::fill_n(status_.data(), rows_, Batch::kAnswered);
      if (!sound) spare_bad_rows();
      decide();
    }
  }

 private:
  using Words<W>::all_of, Words<W>::both, Words<W>::meet;

  // Rows with a value out of range are decided as if it were the least, and their answers left out. The first such
  // value is the one that is told.
  void spare_bad_rows() {
    for (std::size_t at = form_.columns; at-- > 0;) {
      std::int32_t* values = values_.data() + at * at_once_;
      for (std::size_t r = 0; r < rows_; ++r) {
        if (!out_of_range(form_, values[r], at)) continue;
        status_[r] = -1 - static_cast<std::int32_t>(at);
        values[r] = form_.least[at];
      }
    }
  }

  void decide() {
    begin();
    for (const Form::LookedUp& one : form_.looked_up) {
      const std::int32_t* values = column(one.at);
      const std::uint16_t* region = one.strip->region.data();
      const auto min = one.min;
      keep(one.strip->rows, [=](std::size_t r) { return region[static_cast<std::size_t>(values[r] - min)]; });
    }
    for (const Form::Searched& one : form_.searched) search(one);
    for (const Form::Answers& answers : form_.answers) hear(answers);
    if (!form_.by_window.empty()) {
      if (form_.by_days.empty()) {
        find(form_.windows);
        windows();
      } else {
        windows_by_days();
      }
    }
    judge();
    if (!form_.by_route.empty()) route();
    for (const Form::Emit& table : form_.emits) write(table);
  }

  // Known to the compiler where it can be.
  std::size_t words() const {
    if constexpr (W == 0) return many_;
    return W;
  }

  // The values of one column of these rows.
  const std::int32_t* column(std::size_t at) const { return values_.data() + at * at_once_; }
  static std::size_t index(std::int32_t value) { return static_cast<std::size_t>(value); }
  Word* alive(std::size_t row) { return alive_.data() + row * words(); }

  // Two pairs of sets a pass; the first pass takes what can match at all for a row's bits before.
  RETURNS_PASS void begin() {
    const Word* from = form_.start.data();
    const std::size_t many = words();
    std::size_t step = 0;
    std::size_t i = 0;
    if (form_.pairs.size() % 2 == 1 || form_.pairs.empty()) {
      const Form::Pair none{.rows = form_.start};
      const Form::Pair& pair = form_.pairs.empty() ? none : form_.pairs[i++];
      const std::int32_t *a = column(pair.a), *b = column(pair.b);
      const std::size_t times_a = form_.pairs.empty() ? 0 : pair.times_a, times_b = pair.times_b;
      const Word* rows = pair.rows.data();
      Word* own = alive_.data();
      RETURNS_UNROLL
      for (std::size_t r = 0, end = rows_; r < end; ++r, own += many)
        all_of(own, from, rows + (index(a[r]) * times_a + index(b[r]) * times_b) * many, many);
      from = alive_.data();
      step = many;
    }
    for (; i < form_.pairs.size(); i += 2) {
      const Form::Pair &first = form_.pairs[i], &second = form_.pairs[i + 1];
      const std::int32_t *a = column(first.a), *b = column(first.b), *c = column(second.a), *d = column(second.b);
      const std::size_t times_a = first.times_a, times_b = first.times_b;
      const std::size_t times_c = second.times_a, times_d = second.times_b;
      const Word *rows = first.rows.data(), *others = second.rows.data();
      Word* own = alive_.data();
      const Word* before = from;
      RETURNS_UNROLL
      for (std::size_t r = 0, end = rows_; r < end; ++r, own += many, before += step) {
        all_of(own, before, rows + (index(a[r]) * times_a + index(b[r]) * times_b) * many, many);
        both(own, others + (index(c[r]) * times_c + index(d[r]) * times_d) * many, many);
      }
      from = alive_.data();
      step = many;
    }
  }

  // Ands to each row's bits those that `choose` selects.
  template <class Choose>
  RETURNS_PASS void keep(const std::vector<Word>& from, Choose choose) {
    const Word* rows = from.data();
    Word* bits = alive_.data();
    const std::size_t many = words();
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r) {
      both(bits + r * many, rows + choose(r) * many, many);
    }
  }
  RETURNS_PASS void search(const Form::Searched& one) {
    const std::int32_t* values = column(one.at);
    const std::vector<std::int32_t>& cuts = one.strip->cuts;
    // Rules have few bounds: counting all that are passed, four rows at a time, costs less than branches that are
    // guessed wrong. There is room for three rows more, and any value finds a row of words.
    constexpr std::size_t kFew = 16;
    if (cuts.size() > kFew) {
      keep(one.strip->rows, [&](std::size_t r) {
        return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), values[r]) - cuts.begin());
      });
      return;
    }
    const Word* rows = one.strip->rows.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    for (std::size_t r = 0, end = rows_; r < end; r += kFour) {
      SignedFour value{};
      std::memcpy(&value, values + r, sizeof value);
      SignedFour passed{};
      for (const std::int32_t cut : cuts) passed -= value >= cut;
      for (std::size_t i = 0; i < kFour; ++i, own += many) both(own, rows + index(passed[i]) * many, many);
    }
  }

  void hear(const Form::Answers& answers) { answers.all.front().always ? hear<true>(answers) : hear<false>(answers); }
  template <bool Always>
  void hear(const Form::Answers& answers) {
    static_assert(Form::kMostAnswers == 3);
    if (answers.all.size() == 3) return hear<Always, 3>(answers);
    if (answers.all.size() == 2) return hear<Always, 2>(answers);
    hear<Always, 1>(answers);
  }

  // An answer counts where it is asked for; where there is none, the question is open.
  template <bool Always, std::size_t N>
  RETURNS_PASS void hear(const Form::Answers& answers) {
    std::array<const std::int32_t*, N> values{};
    std::array<const Word*, N> asks{};
    std::array<std::int32_t, N> none{};
    std::array<std::size_t, N> times{};
    for (std::size_t i = 0; i < N; ++i) {
      values[i] = column(answers.all[i].at);
      asks[i] = answers.all[i].asked_by.data();
      none[i] = answers.all[i].not_asked;
      times[i] = answers.times[i];
    }
    const Word* rows = answers.rows.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    std::int32_t* status = status_.data();
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) {
      std::size_t row = 0;
      std::int32_t open = 0;
      for (std::size_t i = 0; i < N; ++i) {
        const bool asked = Always || meet(asks[i], own, many);
        const std::int32_t value = asked ? values[i][r] : none[i];
        open |= static_cast<std::int32_t>(asked) & static_cast<std::int32_t>(value == none[i]);
        row += static_cast<std::size_t>(value) * times[i];
      }
      status[r] |= open & ~(status[r] >> 31);
      both(own, rows + row * many, many);
    }
  }

  // The lowest rule of a place that is alive in each row, or place.rules.
  RETURNS_PASS void find(const Fused::Place& place) {
    const std::size_t word = place.bit / kWordBits, shift = place.bit % kWordBits;
    if (shift + place.rules > kWordBits) {
      RETURNS_UNROLL
      for (std::size_t r = 0, end = rows_; r < end; ++r) found_[r] = static_cast<std::int32_t>(first(place, r, 0));
      return;
    }
    const Word* bits = alive_.data() + word;
    const std::size_t many = words();
    const auto rules = static_cast<std::int32_t>(place.rules);
    std::int32_t* found = found_.data();
    // countr_zero(0) is 64, which is as good as any number that is no rule's.
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r) {
      const std::int32_t rule = std::countr_zero(bits[r * many] >> shift);
      found[r] = rule < rules ? rule : rules;
    }
  }

  RETURNS_PASS void route() {
    const std::size_t word = form_.routing.bit / kWordBits, shift = form_.routing.bit % kWordBits;
    const bool one_word = shift + form_.routing.rules <= kWordBits;
    if (!one_word) find(form_.routing);
    const std::int32_t* found = found_.data();
    const Word* rows = form_.by_route.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) {
      const std::int32_t rule = one_word ? std::countr_zero(own[word] >> shift) : found[r];
      both(own, rows + index(rule) * many, many);
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
    const Moments moments = moments_of(form_, values_.data() + row, at_once_);
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
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) both(own, rows + window_state(r) * many, many);
  }

  // The same where days are all that has to be counted. The sign of a difference is what is said.
  RETURNS_PASS void windows_by_days() {
    const std::size_t word = form_.windows.bit / kWordBits, shift = form_.windows.bit % kWordBits;
    const bool one_word = shift + form_.windows.rules <= kWordBits;
    if (!one_word) find(form_.windows);
    const std::int32_t* found = found_.data();
    const std::int32_t* days = form_.days.data();
    const Word* rows = form_.by_days.data();
    Word* own = alive_.data();
    const std::size_t many = words();
    const std::int32_t offset = form_.pack->zone.offset_minutes + kMinutesOfDay;
    const std::int32_t *goods = column(form_.goods), *signed_at = column(form_.signed_at), *now = column(form_.now);
    const auto day = [offset](std::int32_t minutes) {
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(minutes + offset) / kMinutesOfDay);
    };
    const auto negative = [](std::int32_t value) { return static_cast<std::uint32_t>(value) >> 31; };
    constexpr auto kHere = static_cast<std::int32_t>(Goods::InTransit) + 1;
    static_assert(Form::kLate == 1);
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many) {
      const std::int32_t term = days[one_word ? std::countr_zero(own[word] >> shift) : found[r]], start = signed_at[r];
      const std::uint32_t says = negative(term + day(start) - day(now[r])) | negative(start) * Form::kUnknown
                                 | negative(goods[r] - kHere) * Form::kNotHere | negative(term) * Form::kNoWindow;
      both(own, rows + std::size_t{says} * many, many);
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
    char* out = out_;
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, own += many, out += step) {
      const auto refused = static_cast<std::uint32_t>(meet(refuse, own, many));
      const auto unsure = static_cast<std::uint32_t>(meet(review, own, many));
      const auto silent = static_cast<std::uint32_t>(!meet(allow, own, many));
      const std::uint32_t worst = refused * 2 | ((unsure | silent) & ~refused);
      const std::int32_t status = status_[r];
      const std::uint32_t silence =
          (static_cast<std::uint32_t>(status) >> 31) * 2 | (static_cast<std::uint32_t>(status) & 1);
      both(own, rows + (silence * Form::kVerdicts + worst) * many, many);
      store(out, 0, status);
      store(out, 1, status == Batch::kAnswered ? static_cast<std::int32_t>(worst) : kNone);
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

  RETURNS_PASS void write_rule(const Form::Emit& table) {
    const std::size_t step = form_.stride * kInt, many = words();
    const std::size_t shift = table.place.bit % kWordBits;
    const auto rules = static_cast<std::int32_t>(table.place.rules);
    char* at = out_ + table.out.at * kInt;
    const bool one_word = shift + table.place.rules <= kWordBits;
    if (!one_word) find(table.place);
    const Word* own = alive_.data() + table.place.bit / kWordBits;
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, own += many) {
      const std::int32_t rule = one_word ? std::countr_zero(own[0] >> shift) : found_[r];
      store(at, 0, rule < rules ? rule : kNone);
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
    char* at = out_ + (table.out.at + w) * kInt;
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, from += many) {
      Word bits = from[0] >> shift;
      if (split) bits |= from[1] << (kWordBits - shift);
      store(at, 0, static_cast<std::int32_t>(static_cast<std::uint32_t>(bits & within)));
    }
  }

  // The same for tables of many words: row by row, as they stand in memory.
  RETURNS_PASS void write_row_by_row(const Form::Emit& table) {
    constexpr std::size_t kBits = 32;
    const std::size_t shift = table.place.bit % kWordBits, step = form_.stride * kInt, many = words();
    const std::size_t words_out = table.out.words, spare = words_out * kBits - table.place.rules;
    const std::size_t words_in = (shift + table.place.rules + kWordBits - 1) / kWordBits;
    const Word* from = alive_.data() + table.place.bit / kWordBits;
    char* at = out_ + table.out.at * kInt;
    RETURNS_UNROLL
    for (std::size_t r = 0, end = rows_; r < end; ++r, at += step, from += many) {
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
  std::vector<std::int32_t> values_;  // by column, then by row
  std::vector<Word> alive_;           // by row: the rules that still match
  std::array<std::int32_t, kMostRows> status_{}, found_{};
  // The rows at work.
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
