#include "native/storage/customer_record.h"

#include <array>
#include <charconv>

#include "core/calendar.h"

namespace returns::storage {
namespace {

enum class As : unsigned char { Text, Count, Time, Document };

struct Column {
  const char* name;
  As as;
};

Json value_of(const Column& column, const std::string& text) {
  long long number = 0;
  switch (column.as) {
    case As::Text: return text;
    case As::Document: {
      Json document = parse_json(text);
      return document.is_discarded() ? Json(text) : document;
    }
    case As::Count:
    case As::Time: std::from_chars(text.data(), text.data() + text.size(), number); break;
  }
  return column.as == As::Count ? Json(number) : Json(write_instant(Instant{number}, Zone{}));
}

// The rows of `rest` ("FROM … WHERE x = :key …") as objects; what is not set is left out.
template <std::size_t Size>
Json rows_of(Session& sql, const std::array<Column, Size>& columns, const std::string& rest, const std::string& key) {
  std::array<std::string, Size> values;
  std::array<soci::indicator, Size> given{};
  soci::statement statement(sql);
  std::string query = "SELECT ";
  for (std::size_t i = 0; i < Size; ++i) {
    query += std::string{i > 0 ? ", " : ""} + "CAST(" + columns[i].name + " AS TEXT)";
    statement.exchange(soci::into(values[i], given[i]));
  }
  statement.exchange(soci::use(key));
  statement.alloc();
  statement.prepare(query + ' ' + rest);
  statement.define_and_bind();
  statement.execute();
  Json rows = Json::array();
  while (statement.fetch()) {
    Json row = Json::object();
    for (std::size_t i = 0; i < Size; ++i)
      if (given[i] == soci::i_ok) row[columns[i].name] = value_of(columns[i], values[i]);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json first_of(Json rows) { return rows.empty() ? Json(nullptr) : rows[0]; }

Json contact_of(Session& sql, const std::string& subject) {
  constexpr std::array<Column, 3> kContact = {{{"email", As::Text}, {"phone", As::Text}, {"locale", As::Text}}};
  return first_of(rows_of(sql, kContact, "FROM contacts WHERE subject = :subject", subject));
}

Json log_of(Session& sql, const std::string& subject) {
  constexpr std::array<Column, 4> kLog = {
      {{"id", As::Count}, {"at", As::Time}, {"kind", As::Text}, {"detail", As::Document}}};
  return rows_of(sql, kLog, "FROM audit WHERE subject = :subject ORDER BY id", subject);
}

Json events_of(Session& sql, const std::string& ticket) {
  constexpr std::array<Column, 4> kEvent = {
      {{"at", As::Time}, {"kind", As::Text}, {"actor", As::Text}, {"text", As::Text}}};
  Json events = rows_of(sql, kEvent, "FROM ticket_events WHERE ticket = :ticket ORDER BY id", ticket);
  for (Json& event : events) {
    const std::string actor = text_of(event, "actor");
    if (actor != "customer" && actor != "clock") event["actor"] = "merchant";
    // Whom the merchant gave it to is about that person.
    if (text_of(event, "kind") == "assign") event.erase("text");
  }
  return events;
}

Json request_of(Session& sql, Json request) {
  const std::string ticket = text_of(request, "ticket");
  constexpr std::array<Column, 1> kReceipt = {{{"body", As::Document}}};
  constexpr std::array<Column, 3> kLine = {{{"line", As::Text}, {"quantity", As::Count}, {"state", As::Text}}};
  constexpr std::array<Column, 9> kFile = {{{"slot", As::Text},
                                            {"line", As::Text},
                                            {"name", As::Text},
                                            {"request_media.sha256", As::Text},
                                            {"type", As::Text},
                                            {"kind", As::Text},
                                            {"size", As::Count},
                                            {"removed_at", As::Time},
                                            {"reason", As::Text}}};
  constexpr std::array<Column, 7> kWork = {{{"lane", As::Text},
                                            {"grade", As::Text},
                                            {"stage", As::Text},
                                            {"due_at", As::Time},
                                            {"money", As::Count},
                                            {"rating", As::Count},
                                            {"closed_at", As::Time}}};
  constexpr std::array<Column, 4> kEscalation = {
      {{"grade", As::Text}, {"role", As::Text}, {"due_at", As::Time}, {"done_at", As::Time}}};
  constexpr std::array<Column, 6> kMessage = {{{"channel", As::Text},
                                               {"state", As::Text},
                                               {"way", As::Text},
                                               {"created_at", As::Time},
                                               {"attempts", As::Count},
                                               {"done_at", As::Time}}};
  constexpr std::array<Column, 5> kConnector = {{{"connector", As::Text},
                                                 {"state", As::Text},
                                                 {"remote", As::Text},
                                                 {"created_at", As::Time},
                                                 {"done_at", As::Time}}};
  const Json receipt = first_of(rows_of(sql, kReceipt, "FROM receipts WHERE ticket = :ticket", ticket));
  request["receipt"] = receipt.is_object() ? receipt.value("body", Json(nullptr)) : receipt;
  request["contact"] = contact_of(sql, ticket);
  request["lines"] = rows_of(sql, kLine, "FROM request_lines WHERE ticket = :ticket ORDER BY line", ticket);
  Json files =
      rows_of(sql, kFile,
              "FROM request_media JOIN media ON media.sha256 = request_media.sha256 LEFT JOIN media_removed ON "
              "media_removed.sha256 = media.sha256 WHERE ticket = :ticket ORDER BY position",
              ticket);
  for (Json& file : files) {
    file["sha256"] = text_of(file, "request_media.sha256");
    file.erase("request_media.sha256");
  }
  request["files"] = std::move(files);
  request["work"] = first_of(rows_of(sql, kWork, "FROM tickets WHERE ticket = :ticket", ticket));
  request["escalations"] =
      rows_of(sql, kEscalation, "FROM escalations WHERE ticket = :ticket ORDER BY position", ticket);
  request["events"] = events_of(sql, ticket);
  request["messages"] = rows_of(sql, kMessage, "FROM outbox WHERE ticket = :ticket ORDER BY position, channel", ticket);
  request["connectors"] =
      rows_of(sql, kConnector, "FROM connector_returns WHERE ticket = :ticket ORDER BY connector", ticket);
  request["log"] = log_of(sql, ticket);
  return request;
}

}  // namespace

Outcome<std::vector<std::string>> orders_of(Database& database, const OrderChoice& choice) {
  return database.read([&](Session& sql) -> Outcome<std::vector<std::string>> {
    const bool by_order = !choice.order.empty();
    const bool by_ticket = !by_order && !choice.ticket.empty();
    const std::string& key = by_order ? choice.order : by_ticket ? choice.ticket : choice.customer;
    std::vector<std::string> ids;
    std::string id;
    soci::statement rows = (sql.prepare << (by_order    ? "SELECT id FROM orders WHERE id = :key"
                                            : by_ticket ? "SELECT order_id FROM requests WHERE ticket = :key"
                                                        : "SELECT id FROM orders WHERE customer = :key ORDER BY id"),
                            soci::into(id), soci::use(key));
    rows.execute();
    while (rows.fetch()) ids.push_back(id);
    return ids;
  });
}

Outcome<Json> record_of_order(Database& database, const std::string& order_id) {
  return database.read([&](Session& sql) -> Outcome<Json> {
    constexpr std::array<Column, 3> kOrder = {{{"id", As::Text}, {"merchant", As::Text}, {"document", As::Document}}};
    constexpr std::array<Column, 1> kLock = {{{"kind", As::Text}}};
    constexpr std::array<Column, 1> kToken = {{{"expires_at", As::Time}}};
    constexpr std::array<Column, 8> kUpload = {{{"name", As::Text},
                                                {"claimed_type", As::Text},
                                                {"claimed_sha256", As::Text},
                                                {"length", As::Count},
                                                {"received", As::Count},
                                                {"sha256", As::Text},
                                                {"report", As::Document},
                                                {"created_at", As::Time}}};
    constexpr std::array<Column, 7> kRequest = {{{"ticket", As::Text},
                                                 {"status", As::Text},
                                                 {"received_at", As::Time},
                                                 {"pseudonym", As::Text},
                                                 {"body", As::Document},
                                                 {"verification", As::Document},
                                                 {"computed", As::Document}}};
    Json record = first_of(rows_of(sql, kOrder, "FROM orders WHERE id = :id", order_id));
    if (!record.is_object()) return Failure{FailureCode::NotFound, "no such order"};
    record["contact"] = contact_of(sql, order_id);
    record["locks"] = rows_of(sql, kLock, "FROM order_factors WHERE order_id = :id ORDER BY kind", order_id);
    record["tokens"] = rows_of(sql, kToken, "FROM tokens WHERE order_id = :id ORDER BY expires_at", order_id);
    record["uploads"] = rows_of(sql, kUpload, "FROM uploads WHERE order_id = :id ORDER BY created_at, id", order_id);
    Json requests = Json::array();
    for (Json& request :
         rows_of(sql, kRequest, "FROM requests WHERE order_id = :id ORDER BY received_at, ticket", order_id))
      requests.push_back(request_of(sql, std::move(request)));
    record["requests"] = std::move(requests);
    record["log"] = log_of(sql, order_id);
    return record;
  });
}

}  // namespace returns::storage
