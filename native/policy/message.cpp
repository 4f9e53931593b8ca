#include "native/policy/message.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace returns::policy {
namespace {

constexpr int kDeepest = 16;

class Message {
 public:
  Message(std::string_view text, const Params& params, std::string_view locale)
      : text_(text),
        params_(params),
        locale_(locale) {}

  std::optional<std::string> whole() {
    std::string out;
    if (!parts(out, nullptr, 0) || at_ != text_.size()) return std::nullopt;
    return out;
  }

 private:
  const Param* param(std::string_view name) const {
    const auto found = std::find_if(params_.begin(), params_.end(), [&](const Param& p) { return p.name == name; });
    return found == params_.end() ? nullptr : &*found;
  }

  std::string value(const Param& param) const {
    if (const auto* number = std::get_if<std::int64_t>(&param.value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&param.value)) return *text;
    std::string joined;
    for (const std::string& entry : std::get<std::vector<std::string>>(param.value)) {
      if (!joined.empty()) joined += locale_ == "ar" ? "، " : locale_ == "zh-CN" ? "、" : ", ";
      joined += entry;
    }
    return joined;
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  std::string_view word() {
    blanks();
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '{' && text_[at_] != '}' && text_[at_] != ' ')
      ++at_;
    const std::string_view found = text_.substr(from, at_ - from);
    blanks();
    return found;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  // Text and holes up to an unmatched } or the end. `count` is what # stands for.
  bool parts(std::string& out, const std::string* count, int depth) {
    if (depth > kDeepest) return false;
    while (at_ < text_.size() && text_[at_] != '}') {
      const char c = text_[at_];
      if (c == '\'' && at_ + 1 < text_.size() && (text_[at_ + 1] == '{' || text_[at_ + 1] == '}')) {
        const std::size_t end = std::min(text_.find('\'', at_ + 1), text_.size());
        out += text_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, text_.size());
      } else if (c == '#' && count != nullptr) {
        out += *count;
        ++at_;
      } else if (c == '{') {
        if (!hole(out, count, depth)) return false;
      } else {
        out += c;
        ++at_;
      }
    }
    return true;
  }

  bool hole(std::string& out, const std::string* count, int depth) {
    ++at_;
    const std::string_view name = word();
    const Param* found = param(name);
    if (take('}')) {
      out += found != nullptr ? value(*found) : '{' + std::string{name} + '}';
      return true;
    }
    if (!take(',')) return false;
    const std::string_view kind = word();
    if (!take(',')) return false;
    const auto* number = found == nullptr ? nullptr : std::get_if<std::int64_t>(&found->value);
    const std::string shown = found == nullptr ? '{' + std::string{name} + '}' : value(*found);
    const bool plural = kind == "plural";
    const std::string exact = '=' + shown;
    const std::string_view form = plural && number != nullptr ? plural_form(locale_, *number) : std::string_view{shown};
    return choose(out, plural ? &shown : count, exact, form, depth);
  }

  // The branches of a plural or select; the one that fits is kept: =n, then the form, then other.
  bool choose(std::string& out, const std::string* count, std::string_view exact, std::string_view form, int depth) {
    std::string best;
    int rank = 0;
    while (at_ < text_.size() && text_[at_] != '}') {
      const std::string_view label = word();
      if (!take('{')) return false;
      std::string branch;
      if (!parts(branch, count, depth + 1) || !take('}')) return false;
      const int fits = label == exact ? 3 : label == form ? 2 : label == "other" ? 1 : 0;
      if (fits > rank) {
        rank = fits;
        best = std::move(branch);
      }
      blanks();
    }
    out += best;
    return take('}');
  }

  std::string_view text_;
  const Params& params_;
  std::string_view locale_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view plural_form(std::string_view locale, std::int64_t n) {
  if (locale == "zh-CN") return "other";
  if (locale != "ar") return n == 1 ? "one" : "other";
  const std::int64_t hundred = (n < 0 ? -n : n) % 100;
  if (n == 0) return "zero";
  if (n == 1) return "one";
  if (n == 2) return "two";
  if (hundred >= 3 && hundred <= 10) return "few";
  return hundred >= 11 ? "many" : "other";
}

std::string format_message(std::string_view sentence, const Params& params, std::string_view locale) {
  return Message(sentence, params, locale).whole().value_or(std::string{sentence});
}

}  // namespace returns::policy
