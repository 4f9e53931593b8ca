#include "native/policy/flat_case.h"

#include <simdjson.h>
#include <algorithm>
#include <cstring>
#include <limits>

namespace returns::policy {
namespace {

namespace od = simdjson::ondemand;
using Kind = FlatVocabulary::Member::Kind;

constexpr std::int32_t kOutOfRange = std::numeric_limits<std::int32_t>::min();
constexpr std::size_t kMostMembers = 256;

// A case says how its window stands, a row what it would be if there is one: "none" leaves that unknown.
std::int32_t timing_of(std::string_view window, const BatchColumn& timing) {
  const std::string_view wanted = window == "none" ? std::string_view{"unknown"} : window;
  const auto found = std::find(timing.values.begin(), timing.values.end(), wanted);
  return found == timing.values.end() ? kOutOfRange : static_cast<std::int32_t>(found - timing.values.begin());
}

// What a case means that does not say it (docs/policy-tools.md).
std::int32_t usual_value(const BatchColumn& column) {
  if (column.values.empty()) return column.name == "value" ? 10'000 : column.min;
  const auto at = [&](std::string_view word) {
    const auto found = std::find(column.values.begin(), column.values.end(), word);
    return found == column.values.end() ? 0 : static_cast<std::int32_t>(found - column.values.begin());
  };
  constexpr std::pair<std::string_view, std::string_view> kUsual[] = {
      {"goods", "received"}, {"confirmed", "no"}, {"gift", "no"},    {"recall", "not_listed"},
      {"promise", "none"},   {"extended", "no"},  {"timing", "open"}};
  for (const auto& [name, word] : kUsual) {
    if (column.name == name) return at(word);
  }
  return 0;
}

}  // namespace

FlatVocabulary::FlatVocabulary(std::vector<const Pack*> packs) : packs_(std::move(packs)) {
  columns_.resize(packs_.size());
  usual_.resize(packs_.size());
  for (const char* name : {"schema", "name", "expect", "ground", "fault", "verdict", "lane", "grade"})
    member(name, Kind::Skipped);
  for (const char* name : {"now", "signed_at", "promised_by", "subject"}) member(name, Kind::Plan);
  for (const char* name : {"order", "request"}) member(name, Kind::Request);
  for (std::size_t pack = 0; pack < packs_.size(); ++pack) {
    for (const BatchColumn& column : batch_columns(*packs_[pack])) {
      if (column.name == "signed_at" || column.name == "now") continue;
      add_column(pack, column, columns_[pack].size());
      columns_[pack].push_back(column.id);
      usual_[pack].push_back(usual_value(column));
    }
  }
}

FlatVocabulary::Member& FlatVocabulary::member(std::string_view name, Member::Kind kind) {
  const auto index = static_cast<std::size_t>(names_.add(name));
  if (index == members_.size()) {
    members_.emplace_back();
    members_.back().kind = kind;
    members_.back().values.resize(packs_.size());
    members_.back().at.assign(packs_.size(), -1);
    members_.back().min = std::numeric_limits<std::int32_t>::max();
  }
  return members_[index];
}

void FlatVocabulary::add_column(std::size_t pack, const BatchColumn& column, std::size_t at) {
  const bool window = column.name == "timing";
  Member& of = member(window ? "window" : column.name, column.values.empty() ? Kind::Integer : Kind::Word);
  of.at[pack] = static_cast<std::int32_t>(at);
  if (pack == 0 && column.name == "category") category_ = at;
  if (pack == 0 && column.name == "reason") reason_ = at;
  of.min = std::min(of.min, column.min);
  of.max = std::max(of.max, column.max);
  const std::vector<std::string>& words = window ? packs_[pack]->column(Fact::Window).values : column.values;
  for (const std::string& word : words) of.words.add(word);
  for (std::size_t p = 0; p < packs_.size(); ++p) of.values[p].resize(of.words.size(), kOutOfRange);
  for (std::size_t i = 0; i < words.size(); ++i)
    of.values[pack][static_cast<std::size_t>(of.words.find(words[i]))] =
        window ? timing_of(words[i], column) : static_cast<std::int32_t>(i);
}

struct FlatReader::Parser {
  od::parser parser;
};

FlatReader::FlatReader(const FlatVocabulary& vocabulary, bool scans)
    : vocabulary_(vocabulary),
      parser_(std::make_unique<Parser>()),
      expected_(kMostMembers, WordIndex::kNone),
      scans_(scans) {}

FlatReader::~FlatReader() = default;

std::size_t FlatReader::padding() { return simdjson::SIMDJSON_PADDING; }

FlatFault FlatReader::faulty(FlatFault fault, std::string_view name) {
  member_ = name;
  return fault;
}

const FlatVocabulary::Member* FlatReader::member_at(const char*& at, const char* end, std::size_t position) {
  std::int32_t& expected = expected_[std::min(position, kMostMembers - 1)];
  if (expected != WordIndex::kNone) {
    const std::string& word = vocabulary_.names().words()[static_cast<std::size_t>(expected)];
    if (static_cast<std::size_t>(end - at) > word.size() && at[word.size()] == '"'
        && std::memcmp(at, word.data(), word.size()) == 0) {
      at += word.size() + 1;
      return &vocabulary_.members()[static_cast<std::size_t>(expected)];
    }
  }
  const auto* stop = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
  if (stop == nullptr) return nullptr;
  const std::int32_t found = vocabulary_.names().find({at, static_cast<std::size_t>(stop - at)});
  if (found == WordIndex::kNone) return nullptr;
  expected = found;
  at = stop + 1;
  return &vocabulary_.members()[static_cast<std::size_t>(found)];
}

// {"word":"word","word":12,…} and nothing else. What is not a word of the vocabulary is left to simdjson, so a word
// that was found needs no look at its letters.
bool FlatReader::scan(std::string_view line, const std::vector<std::int32_t*>& rows) {
  const char* at = line.data();
  const char* const end = at + line.size();
  if (line.size() < 2 || *at != '{' || end[-1] != '}') return false;
  bool reason = false;
  const auto is_reason = [&](const FlatVocabulary::Member& member) {
    return member.at[0] >= 0 && static_cast<std::size_t>(member.at[0]) == vocabulary_.reason();
  };
  const std::size_t packs = rows.size();
  for (std::size_t position = 0;; ++position) {
    // The line ends with a brace, so that there is always a byte to look at.
    if (at[1] != '"') return false;
    at += 2;
    const FlatVocabulary::Member* member = member_at(at, end, position);
    if (member == nullptr || at >= end || *at != ':') return false;
    ++at;
    if (member->kind == Kind::Word && *at == '"') {
      ++at;
      const auto* stop = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
      if (stop == nullptr) return false;
      const std::int32_t index = member->words.find({at, static_cast<std::size_t>(stop - at)});
      if (index == WordIndex::kNone) return false;
      for (std::size_t p = 0; p < packs; ++p) {
        if (member->at[p] >= 0) rows[p][member->at[p]] = member->values[p][static_cast<std::size_t>(index)];
      }
      reason = reason || is_reason(*member);
      at = stop + 1;
    } else if (member->kind == Kind::Integer && *at >= '0' && *at <= '9') {
      constexpr int kMostDigits = 9;
      std::int32_t number = 0;
      const char* const from = at;
      for (; *at >= '0' && *at <= '9'; ++at) {
        if (at - from == kMostDigits) return false;
        number = number * 10 + (*at - '0');
      }
      if ((*from == '0' && at - from > 1) || number < member->min || number > member->max) return false;
      for (std::size_t p = 0; p < packs; ++p) {
        if (member->at[p] >= 0) rows[p][member->at[p]] = number;
      }
    } else {
      return false;
    }
    if (at + 1 == end && *at == '}') return reason;
    if (at >= end || *at != ',' || at + 1 == end) return false;
  }
}

FlatFault FlatReader::read(std::string_view line, const std::vector<std::int32_t*>& rows) {
  const auto start = [&] {
    for (std::size_t p = 0; p < rows.size(); ++p) {
      const std::vector<std::int32_t>& usual = vocabulary_.usual(p);
      std::copy(usual.begin(), usual.end(), rows[p]);
    }
  };
  start();
  if (scans_ && scan(line, rows)) return FlatFault::None;
  start();
  return parse(line, rows);
}

FlatFault FlatReader::parse(std::string_view line, const std::vector<std::int32_t*>& rows) {
  od::document document;
  if (parser_->parser.iterate(line.data(), line.size(), line.size() + padding()).get(document) != simdjson::SUCCESS)
    return faulty(FlatFault::NotJson, {});
  od::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS)
    return faulty(line[line.find_first_not_of(" \t")] == '{' ? FlatFault::NotJson : FlatFault::NotAnObject, {});
  const std::size_t packs = rows.size();
  bool reason = false;
  bool plan = false;
  std::size_t position = 0;
  for (auto field : object) {
    std::string_view name;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) return faulty(FlatFault::NotJson, {});
    std::int32_t& expected = expected_[std::min(position++, kMostMembers - 1)];
    if (expected == WordIndex::kNone || vocabulary_.names().words()[static_cast<std::size_t>(expected)] != name)
      expected = vocabulary_.names().find(name);
    if (expected == WordIndex::kNone) return faulty(FlatFault::UnknownMember, name);
    const FlatVocabulary::Member& member = vocabulary_.members()[static_cast<std::size_t>(expected)];
    if (member.kind == Kind::Word) {
      std::string_view word;
      if (field.value().get_string().get(word) != simdjson::SUCCESS) return faulty(FlatFault::UnknownValue, name);
      const std::int32_t index = member.words.find(word);
      if (index == WordIndex::kNone) return faulty(FlatFault::UnknownValue, name);
      for (std::size_t p = 0; p < packs; ++p) {
        if (member.at[p] >= 0) rows[p][member.at[p]] = member.values[p][static_cast<std::size_t>(index)];
      }
      reason = reason || (member.at[0] >= 0 && static_cast<std::size_t>(member.at[0]) == vocabulary_.reason());
    } else if (member.kind == Kind::Integer) {
      std::int64_t number = 0;
      if (field.value().get_int64().get(number) != simdjson::SUCCESS || number < member.min || number > member.max)
        return faulty(FlatFault::OutOfRange, name);
      for (std::size_t p = 0; p < packs; ++p) {
        if (member.at[p] >= 0) rows[p][member.at[p]] = static_cast<std::int32_t>(number);
      }
    } else {
      // Its bytes are passed over, and what is not JSON in them is found as the object goes on.
      plan = plan || member.kind != Kind::Skipped;
    }
  }
  // At the end of the line there is no place any more.
  if (document.current_location().error() == simdjson::SUCCESS) return faulty(FlatFault::NotJson, {});
  if (plan) return FlatFault::NeedsPlan;
  return reason ? FlatFault::None : faulty(FlatFault::NoReason, "reason");
}

}  // namespace returns::policy
