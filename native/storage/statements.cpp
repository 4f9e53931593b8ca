#include <algorithm>

#include "native/storage/schema.h"

namespace returns::storage {

// Statements end with ';' at the end of a line; comments go to the end of theirs.
std::vector<std::string> schema_statements() {
  std::vector<std::string> statements;
  std::string current;
  for (std::string_view text = schema_text(); !text.empty();) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line = line.substr(0, line.find("--"));
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    if (line.empty()) continue;
    current.append(line).append("\n");
    if (line.back() != ';') continue;
    current.resize(current.size() - 2);
    statements.push_back(std::move(current));
    current.clear();
  }
  return statements;
}

std::string name_of_statement(std::string_view statement) {
  for (int word = 0; word < 2; ++word) statement.remove_prefix(std::min(statement.find(' '), statement.size() - 1) + 1);
  return std::string{statement.substr(0, statement.find(' '))};
}

std::vector<std::string> schema_tables() {
  std::vector<std::string> tables;
  for (const std::string& statement : schema_statements())
    if (statement.starts_with("CREATE TABLE ")) tables.push_back(name_of_statement(statement));
  return tables;
}

std::vector<SchemaColumn> schema_columns(const std::string& table) {
  const std::string start = "CREATE TABLE " + table + " (\n";
  const auto statements = schema_statements();
  const auto found = std::find_if(statements.begin(), statements.end(),
                                  [&](const std::string& statement) { return statement.starts_with(start); });
  std::vector<SchemaColumn> columns;
  if (found == statements.end()) return columns;
  for (std::string_view text = std::string_view{*found}.substr(start.size()); text.starts_with("  ");) {
    const std::string_view line = text.substr(2, text.find('\n') - 2);
    text.remove_prefix(std::min(line.size() + 3, text.size()));
    const std::string name{line.substr(0, line.find(' '))};
    const std::string_view rest = line.substr(std::min(name.size() + 1, line.size()));
    if (rest.starts_with("TEXT") || rest.starts_with("INTEGER")) {
      columns.push_back({.name = name,
                         .number = rest.starts_with("INTEGER"),
                         .key = rest.find("PRIMARY KEY") != std::string_view::npos,
                         .given = rest.starts_with(kIdentity)});
    } else if (line.starts_with("PRIMARY KEY (")) {
      // "PRIMARY KEY (order_id, kind, hash)"
      const std::string listed = ", " + std::string{line.substr(13, line.find(')') - 13)} + ",";
      for (SchemaColumn& column : columns) column.key = listed.find(", " + column.name + ",") != std::string::npos;
    }
  }
  return columns;
}

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace returns::storage
