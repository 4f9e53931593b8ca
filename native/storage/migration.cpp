#include "native/storage/migration.h"

#include "core/text.h"
#include "native/storage/audit.h"
#include "native/storage/schema.h"
#include "native/support/crypto.h"

namespace returns::storage {
namespace {

constexpr std::int64_t kBetweenReports = 1'000;
// Rows that are in memory at a time; a document has up to a megabyte.
constexpr int kPage = 100;

// One table's columns with room for one row.
struct Row {
  explicit Row(const std::string& table)
      : columns(schema_columns(table)),
        texts(columns.size()),
        numbers(columns.size()),
        given(columns.size(), soci::i_null) {}

  std::string list(const char* before) const {
    std::string names;
    for (const SchemaColumn& column : columns) names += (names.empty() ? "" : ", ") + std::string{before} + column.name;
    return names;
  }
  std::string key(const char* before) const {
    std::string names;
    for (const SchemaColumn& column : columns)
      if (column.key) names += (names.empty() ? "" : ", ") + std::string{before} + column.name;
    return names.empty() ? columns.front().name : names;  // schema_version has one row and no key
  }
  // What nothing else has: 12 and "12", "" and nothing, one text and two.
  std::string line() const {
    Json values = Json::array();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (given[i] != soci::i_ok)
        values.push_back(nullptr);
      else if (columns[i].number)
        values.push_back(numbers[i]);
      else
        values.push_back(texts[i]);
    }
    return values.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  // The name of a column whose text is none: PostgreSQL holds neither half a character nor a NUL.
  std::string broken_text() const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].number || given[i] != soci::i_ok) continue;
      if (texts[i].find('\0') != std::string::npos || invalid_utf8(texts[i]) != std::string_view::npos)
        return columns[i].name;
    }
    return {};
  }

  std::vector<SchemaColumn> columns;
  std::vector<std::string> texts;
  std::vector<long long> numbers;
  std::vector<soci::indicator> given;
};

// The rows that follow the one in `row`, or the first ones; how many there were.
template <class Take>
int next_page(Session& sql, const std::string& table, Row& row, bool first, Take take) {
  soci::statement rows(sql);
  for (std::size_t i = 0; i < row.columns.size(); ++i) {
    if (row.columns[i].number)
      rows.exchange(soci::into(row.numbers[i], row.given[i]));
    else
      rows.exchange(soci::into(row.texts[i], row.given[i]));
  }
  // Those of the row before, which the fetching writes over.
  const std::vector<std::string> texts = row.texts;
  const std::vector<long long> numbers = row.numbers;
  for (std::size_t i = 0; i < row.columns.size() && !first; ++i) {
    if (!row.columns[i].key) continue;
    if (row.columns[i].number)
      rows.exchange(soci::use(numbers[i]));
    else
      rows.exchange(soci::use(texts[i]));
  }
  const std::string after = first ? "" : " WHERE (" + row.key("") + ") > (" + row.key(":k_") + ")";
  rows.alloc();
  rows.prepare("SELECT " + row.list("") + " FROM " + table + after + " ORDER BY " + row.key("") + " LIMIT "
               + std::to_string(kPage));
  rows.define_and_bind();
  rows.execute();
  int count = 0;
  for (; rows.fetch(); ++count) take();
  return count;
}

// Gives every row to `take`, in the order of the key.
template <class Take>
void each(Session& sql, const std::string& table, Row& row, Take take) {
  for (int found = kPage, page = 0; found == kPage; ++page) found = next_page(sql, table, row, page == 0, take);
}

MigratedTable digest_of(Session& sql, const std::string& table) {
  Row row(table);
  MigratedTable found;
  Digest digest(Digest::Kind::Sha256);
  each(sql, table, row, [&] {
    ++found.rows;
    digest.add(row.line());
  });
  found.sha256 = to_hex(digest.finish());
  return found;
}

Outcome<MigratedTable> copy(Session& from, Session& to, const std::string& table, const MigrationProgress& progress) {
  Row row(table);
  soci::statement insert(to);
  for (std::size_t i = 0; i < row.columns.size(); ++i) {
    if (row.columns[i].number)
      insert.exchange(soci::use(row.numbers[i], row.given[i]));
    else
      insert.exchange(soci::use(row.texts[i], row.given[i]));
  }
  insert.alloc();
  insert.prepare("INSERT INTO " + table + " (" + row.list("") + ") VALUES (" + row.list(":v_") + ")");
  insert.define_and_bind();
  MigratedTable copied;
  Digest digest(Digest::Kind::Sha256);
  Failure fault;
  each(from, table, row, [&] {
    ++copied.rows;
    digest.add(row.line());
    if (!fault.detail.empty()) return;
    if (const std::string column = row.broken_text(); !column.empty()) {
      fault = {FailureCode::Broken, "table " + table + ", row " + std::to_string(copied.rows) + " by its key, column "
                                        + column + ": is no text in UTF-8; correct it and begin again"};
      return;
    }
    insert.execute(true);
    if (copied.rows % kBetweenReports == 0) progress(table, copied.rows, false);
  });
  if (!fault.detail.empty()) return fault;
  copied.sha256 = to_hex(digest.finish());
  progress(table, copied.rows, true);
  return copied;
}

// A new database has its version and the beginning of a log, and nothing else.
std::string first_with_rows(Session& sql) {
  for (const std::string& table : schema_tables()) {
    if (table == "schema_version" || table == "audit_head") continue;
    long long count = 0;
    sql << "SELECT COUNT(*) FROM " + table, soci::into(count);
    if (count > 0) return table;
  }
  return {};
}

Outcome<Migration> move_rows(Session& in, const Database& to, Session& out, const MigrationProgress& progress) {
  if (const std::string table = first_with_rows(out); !table.empty())
    return Failure{FailureCode::Conflict, "is not empty: there are rows in " + table};
  for (const char* begun : {"schema_version", "audit_head"}) out << std::string{"DELETE FROM "} + begun;
  Migration done;
  for (const std::string& table : schema_tables()) {
    const auto copied = copy(in, out, table, progress);
    if (!copied) return copied.failure();
    done.tables[table] = *copied;
    for (const SchemaColumn& column : schema_columns(table))
      if (column.given) to.engine().continue_ids(out, table);
  }
  for (const auto& [table, sent] : done.tables) {
    const MigratedTable arrived = digest_of(out, table);
    if (arrived.rows != sent.rows || arrived.sha256 != sent.sha256)
      return Failure{FailureCode::Broken, "table " + table + ": what arrived is not what was sent"};
  }
  const AuditCheck audit = check_audit(out);
  if (!audit.problem.empty())
    return Failure{FailureCode::Broken,
                   "the audit log does not hold: entry " + std::to_string(audit.broken_at) + " " + audit.problem};
  done.audit_entries = audit.entries;
  done.requests = audit.requests;
  return done;
}

}  // namespace

Outcome<Migration> migrate(Database& from, Database& to, const MigrationProgress& progress) {
  Outcome<Migration> done = Failure{FailureCode::Io, {}};
  // As a writer, so that no other one of the source's is at work; what is written is given up.
  const Status ended = from.write([&](Session& in) -> Status {
    done = to.write([&](Session& out) { return move_rows(in, to, out, progress); });
    return Failure{FailureCode::Conflict, "read only"};
  });
  if (!done && done.failure().detail.empty()) return ended.failure();
  return done;
}

}  // namespace returns::storage
