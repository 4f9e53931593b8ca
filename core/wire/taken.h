#pragma once
// The media module's door for the moment a picture says it was taken, beside the one when the parcel came. It is a
// question to the customer, who may have picked another picture than was meant; it goes nowhere (ADR 0301).

#include <string>
#include <string_view>

namespace returns::wire {

// Of the order only delivery.signed_at is read. {"taken":{"at":"2026-11-02T14:03:22","before_delivery":true}}, in the
// camera's own time; {"taken":{}} when the file does not say; or {"fault":{…}}. A camera that names no zone is before
// the delivery only if it is so in every zone of the earth.
std::string taken(std::string_view bytes, std::string_view order);

}  // namespace returns::wire
