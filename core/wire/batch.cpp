#include "core/wire/batch.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

// "RDB1" and "RDA1": returns, decide, batch or answer, first form.
constexpr std::uint32_t kAsked = 0x31424452, kAnswered = 0x31414452;
constexpr std::size_t kWord = 4;
constexpr std::size_t kMostColumns = 1000, kMostTables = 100;
constexpr std::uint64_t kMostWords = std::uint64_t{1} << 26;  // of an answer: 256 MB

constexpr std::array<std::string_view, 4> kHits{"first", "unique", "any", "collect"};

std::uint32_t word_at(std::string_view bytes, std::size_t index) {
  std::uint32_t word = 0;
  for (std::size_t i = kWord; i > 0; --i) word = word << 8 | static_cast<unsigned char>(bytes[index * kWord + i - 1]);
  return word;
}

void put(std::string& bytes, std::size_t word) {
  for (std::size_t i = 0; i < kWord; ++i) bytes.push_back(static_cast<char>(word >> (8 * i) & 0xFF));
}

// The first eight digits of the pack's digest: rows are numbers that mean something in one pack only.
std::uint32_t mark_of(const Pack& pack) {
  std::uint32_t mark = 0;
  for (const char digit : std::string_view{pack.digest}.substr(0, 8))
    mark = mark << 4 | static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  return mark;
}

Fault fault(FaultCode code, std::string_view at, Params params = {}) {
  return Fault{.code = code, .document = Document::Batch, .at = std::string{at}, .params = std::move(params)};
}

struct Header {
  std::size_t rows = 0;
  std::vector<std::size_t> columns = {}, tables = {};
  std::size_t size = 0;    // bytes
  std::size_t values = 0;  // words after it
};

Result<Header> read_header(std::string_view buffer, std::uint32_t mark) {
  constexpr std::size_t kFixed = 5;
  if (buffer.size() < kFixed * kWord || buffer.size() % kWord != 0) return fault(FaultCode::Missing, "");
  if (word_at(buffer, 0) != kAsked) return fault(FaultCode::WrongSchema, "/magic");
  if (word_at(buffer, 1) != mark) return fault(FaultCode::WrongPack, "/mark");
  const std::size_t columns = word_at(buffer, 3), tables = word_at(buffer, 4), words = buffer.size() / kWord - kFixed;
  const auto too_many = [](std::size_t max) { return Params{{"max", static_cast<std::int64_t>(max)}}; };
  if (columns == 0) return fault(FaultCode::Missing, "/columns");
  if (columns > kMostColumns) return fault(FaultCode::TooLarge, "/columns", too_many(kMostColumns));
  if (tables > kMostTables) return fault(FaultCode::TooLarge, "/tables", too_many(kMostTables));
  if (words < columns + tables) return fault(FaultCode::Missing, "/columns");
  Header header{.rows = word_at(buffer, 2), .size = (kFixed + columns + tables) * kWord};
  for (std::size_t i = 0; i < columns; ++i) header.columns.push_back(word_at(buffer, kFixed + i));
  for (std::size_t i = 0; i < tables; ++i) header.tables.push_back(word_at(buffer, kFixed + columns + i));
  header.values = words - columns - tables;
  return header;
}

std::string write_header(std::size_t rows, const Batch& batch, std::uint32_t mark) {
  std::string bytes;
  const std::vector<Batch::Out>& outs = batch.outs();
  for (const std::size_t word : {std::size_t{kAnswered}, std::size_t{mark}, rows, batch.stride(), outs.size()})
    put(bytes, word);
  for (const Batch::Out& out : outs) {
    for (const std::size_t word : {out.table, out.at, out.words}) put(bytes, word);
  }
  return bytes;
}

void write_columns(Writer& writer, const Pack& pack) {
  writer.key("columns").begin_array();
  for (const BatchColumn& column : batch_columns(pack)) {
    writer.begin_object().member("id", static_cast<std::int64_t>(column.id)).member("name", column.name);
    if (column.values.empty()) {
      writer.member("min", column.min).member("max", column.max);
    } else {
      writer.key("values").begin_array();
      for (const std::string& value : column.values) writer.text(value);
      writer.end_array();
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_tables(Writer& writer, const Pack& pack) {
  writer.key("tables").begin_array();
  for (const BatchTable& table : batch_tables(pack)) {
    writer.begin_object().member("id", static_cast<std::int64_t>(table.id)).member("name", table.view.name);
    writer.member("hit", kHits[static_cast<std::size_t>(table.view.hit)]).key("rules").begin_array();
    for (const RuleHead* rule : table.view.rules) writer.text(rule->id);
    writer.end_array().end_object();
  }
  writer.end_array();
}

}  // namespace

std::string batch_layout(const Core& core) {
  const Pack& pack = core.pack();
  Writer writer;
  writer.begin_object().key("batch").begin_object().member("schema", "returns.batch_layout/1");
  writer.member("pack", pack.id.text()).member("version", pack.version).member("digest", pack.digest);
  write_columns(writer, pack);
  write_tables(writer, pack);
  writer.end_object().end_object();
  return writer.take();
}

std::string Bulk::decide(std::string_view buffer, std::string room) {
  const std::uint32_t mark = mark_of(core_.pack());
  const Result<Header> header = read_header(buffer, mark);
  if (!header) return write_fault(header.fault());
  if (!batch_ || header->columns != columns_ || header->tables != tables_) {
    Result<Batch> made = Batch::make(core_.pack(), core_.calendar(), header->columns, header->tables);
    if (!made) return write_fault(made.fault());
    batch_ = *std::move(made);
    columns_ = header->columns;
    tables_ = header->tables;
  }
  if (std::uint64_t{header->rows} * batch_->stride() > kMostWords) {
    return write_fault(
        fault(FaultCode::TooLarge, "/rows", {{"max", static_cast<std::int64_t>(kMostWords / batch_->stride())}}));
  }
  if (std::uint64_t{header->rows} * columns_.size() != header->values) {
    return write_fault(fault(FaultCode::OutOfRange, "/rows", {{"value", static_cast<std::int64_t>(header->rows)}}));
  }
  const std::string head = write_header(header->rows, *batch_, mark);
  room.resize(head.size() + header->rows * batch_->stride() * kWord);
  head.copy(room.data(), head.size());
  batch_->decide(buffer.data() + header->size, header->rows, room.data() + head.size());
  return room;
}

std::string decide_batch(const Core& core, std::string_view buffer) { return Bulk{core}.decide(buffer); }

}  // namespace returns::wire
