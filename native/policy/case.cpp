#include "native/policy/case.h"

#include <algorithm>
#include <array>

#include "native/policy/locate.h"

namespace returns::policy {
namespace {

constexpr std::array<std::string_view, 6> kOwn{"schema", "name", "now", "signed_at", "promised_by", "expect"};

struct Reader {
  const Json& document;
  const Pack& pack;
  const std::string& file;
  const std::string& at;

  Problem problem(const std::string& key, std::string code, Params params = {}) const {
    return {"case." + std::move(code), file, at + wire::pointer_step(key), std::move(params)};
  }

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Column& column : pack.columns) all.push_back(column.name);
    for (const auto own : kOwn) all.emplace_back(own);
    return all;
  }

  // Instants and days stand for themselves.
  std::optional<Problem> fixed(const std::string& key, const Json& value, Case& read) const {
    const std::string text = value.is_string() ? value.get<std::string>() : std::string{};
    if (key == "promised_by") {
      read.promised_by = read_day(text);
      return read.promised_by ? std::nullopt : std::optional(problem(key, "day", {{"value", value.dump()}}));
    }
    const auto instant = read_instant(text);
    if (!instant) return problem(key, "instant", {{"value", value.dump()}});
    (key == "now" ? read.now : read.signed_at) = instant;
    return std::nullopt;
  }

  std::optional<Problem> fact(const Column& column, const Json& value, Case& read) const {
    if (column.is_integer()) {
      const std::int64_t min = column.min, max = column.max;
      const bool whole = value.is_number_integer();
      const std::int64_t number = whole ? value.get<std::int64_t>() : 0;
      if (!whole || number < min || number > max)
        return problem(column.name, "integer", {{"value", value.dump()}, {"min", min}, {"max", max}});
      read.integers[column.name] = number;
      return std::nullopt;
    }
    const std::string word = value.is_string() ? value.get<std::string>() : value.dump();
    if (!value.is_string() || column.find(word) < 0)
      return problem(column.name, "value", {{"value", word}, {"allowed", column.values}});
    read.words[column.name] = word;
    return std::nullopt;
  }

  std::optional<Problem> member(const std::string& key, const Json& value, Case& read) const {
    if (key == "schema") {
      if (value != "returns.case/1") return problem(key, "schema", {{"value", value.dump()}});
      return std::nullopt;
    }
    if (key == "name") {
      if (!value.is_string()) return problem(key, "text", {{"value", value.dump()}});
      read.name = value.get<std::string>();
      return std::nullopt;
    }
    if (key == "expect") {
      if (!value.is_object()) return problem(key, "object", {{"value", value.dump()}});
      read.expect = value;
      return std::nullopt;
    }
    if (key == "now" || key == "signed_at" || key == "promised_by") return fixed(key, value, read);
    const auto column = std::find_if(pack.columns.begin(), pack.columns.end(),
                                     [&](const Column& candidate) { return candidate.name == key; });
    if (column == pack.columns.end()) return problem(key, "member", {{"value", key}, {"allowed", names()}});
    return fact(*column, value, read);
  }
};

}  // namespace

std::string Case::word(const std::string& fact, std::string_view otherwise) const {
  const auto found = words.find(fact);
  return found == words.end() ? std::string{otherwise} : found->second;
}

std::int64_t Case::integer(const std::string& fact, std::int64_t otherwise) const {
  const auto found = integers.find(fact);
  return found == integers.end() ? otherwise : found->second;
}

bool is_derived(std::string_view fact) {
  return fact == "ground" || fact == "fault" || fact == "verdict" || fact == "lane" || fact == "grade";
}

Or<Case> read_case(const Json& document, const Pack& pack, const std::string& file, const std::string& at) {
  if (!document.is_object()) return Problem{"case.object", file, at, {{"value", document.dump().substr(0, 60)}}};
  const Reader reader{document, pack, file, at};
  Case read;
  read.at = at;
  for (const auto& [key, value] : document.items()) {
    if (auto problem = reader.member(key, value, read)) return *problem;
  }
  const bool complaint = read.word("subject", "none") != "none";
  if (!complaint && !read.words.contains("reason")) {
    std::vector<std::string> leaves;
    for (const Reason& reason : pack.reasons) {
      if (reason.leaf) leaves.push_back(reason.id);
    }
    return Problem{"case.no_reason", file, at, {{"allowed", leaves}}};
  }
  return read;
}

Or<std::vector<Case>> read_cases(const std::string& file, const Pack& pack) {
  const auto document = read_json(file);
  if (!document) return document.problem();
  std::vector<Case> cases;
  if (text_of(*document, "schema") != "returns.cases/1") {
    auto one = read_case(*document, pack, file, "");
    if (!one) return one.problem();
    cases.push_back(std::move(*one));
    return cases;
  }
  const Json* list = member(*document, "cases");
  if (list == nullptr || !list->is_array()) return Problem{"case.no_cases", file, "/cases"};
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto one = read_case((*list)[i], pack, file, "/cases/" + std::to_string(i));
    if (!one) return one.problem();
    cases.push_back(std::move(*one));
  }
  return cases;
}

}  // namespace returns::policy
