#pragma once
// Which facts are known when a table is asked.

#include <cstddef>
#include <cstdint>

namespace returns {

enum class Stage : std::uint8_t {
  Line,       // the order line, and the window of a return without a reason
  Reason,     // the item: line and reason, before any window
  Item,       // + window and packaging answers
  Judged,     // + verdict
  Remedy,     // + each resolution in turn
  Fee,        // + what the item cost
  Request,    // the whole request: verdict, lane, grade, channel, resolution, extended, subject
  Outside,    // + market
  Complaint,  // a complaint without goods: subject, channel
};

// Whether a table of that stage may look at the column (docs/authoring.md lists them). Answers to the packaging
// questions are the columns after the built-in facts.
bool knows(Stage stage, std::size_t column);

}  // namespace returns
