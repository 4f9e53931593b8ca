#include "core/wire/taken.h"

#include "core/media/inspect.h"
#include "core/wire/cursor.h"
#include "core/wire/write_params.h"

namespace returns::wire {
namespace {

// Where a day ends last.
constexpr std::string_view kLatestZone = "-12:00";

}  // namespace

std::string taken(std::string_view bytes, std::string_view order_text) {
  const Result<Value> order = parse(order_text, Document::Order);
  if (!order) return fault_alone(order.fault());
  Trouble trouble{.document = Document::Order};
  std::optional<Instant> came;
  const Cursor signed_at = Cursor(*order, trouble).member("delivery").optional("signed_at");
  if (signed_at.present()) came = signed_at.instant();
  if (trouble.first) return fault_alone(*trouble.first);

  media::Origin origin;
  inspect_media(bytes, "", "", &origin);
  Writer writer;
  writer.begin_object().key("taken").begin_object();
  if (!origin.taken_at.empty()) {
    const std::string_view zone = origin.offset.empty() ? kLatestZone : std::string_view{origin.offset};
    const std::optional<Instant> at = read_instant(origin.taken_at + std::string{zone});
    writer.member("at", origin.taken_at).flag("before_delivery", at && came && *at < *came);
  }
  writer.end_object().end_object();
  return writer.take();
}

}  // namespace returns::wire
