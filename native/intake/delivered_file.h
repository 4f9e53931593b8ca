#pragma once
// A file that comes whole, inside something else: a sealed container, a form. It becomes a medium of its order by the
// same steps as one that comes by tus.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "native/http.h"
#include "native/intake/media_store.h"
#include "native/intake/services.h"

namespace returns::intake {

struct DeliveredFile {
  std::string sha256, name, type;  // as the sender says
  std::int64_t size = 0;           // bytes
};

// At most so many of the bytes that come next; empty: there are no more, though there should be.
using NextBytes = std::function<std::string_view(std::size_t)>;

enum class Delivered {
  Kept,
  // The bytes ended too early.
  Cut,
};

// Takes exactly `size` bytes, also of a file that is here already. An answer says why it is not kept.
std::variant<Delivered, http::Response> take_file(Services& services, MediaStore& store, const std::string& order_id,
                                                  const DeliveredFile& file, const NextBytes& next);

}  // namespace returns::intake
