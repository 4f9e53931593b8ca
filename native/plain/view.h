#pragma once
// What a page of the form without scripts is made of: the order, the draft, the core's plan for it, and the words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "native/plain/html.h"
#include "native/plain/words.h"
#include "native/support/json.h"

namespace returns::plain {

// NOLINTNEXTLINE(bugprone-exception-escape): a null of nlohmann allocates nothing
struct View {
  const Words& words;
  const Json& order;
  const Json& draft;
  const Json& plan;
  bool tried = false;  // the customer wanted to go on: what is missing is said
};

// "packaging:L1": names the order line, never the position in the list.
std::string step_id(const Json& plan, const Json& step);
// nullptr when the plan has no such step now.
const Json* step_named(const Json& plan, const std::string& id);
// Entries of plan.missing that belong to the step.
std::vector<const Json*> missing_of(const Json& plan, const Json& step);
std::string missing_text(const View& view, const Json& step, const Json& missing);

// An id of the element at a path of the draft.
std::string id_of(std::string_view path);
// Names in the form: of an answer at a path, of a consent, of a line and its quantity, of a slot's files, of a file to
// go.
inline constexpr std::string_view kAnswer = "answer:";
inline constexpr std::string_view kConsent = "consent:";
inline constexpr std::string_view kLine = "line:";
inline constexpr std::string_view kQuantity = "quantity:";
inline constexpr std::string_view kFiles = "files:";
inline constexpr std::string_view kRemove = "remove:";
std::string slot_name(const Json& slot);

}  // namespace returns::plain
