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

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace returns::storage
