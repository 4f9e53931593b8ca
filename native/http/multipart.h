#pragma once
// multipart/form-data as browsers send forms (RFC 7578; the delimiters of RFC 2046 5.1.1).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace returns::http {

struct Part {
  std::string name;
  std::string filename;    // empty: a field, or a file field left empty
  std::string type;        // Content-Type as given, empty when there is none
  std::string_view bytes;  // of the body that was read
};

// The boundary of "multipart/form-data; boundary=…"; empty for any other type, and for one that RFC 2046 does not
// allow.
std::string multipart_boundary(std::string_view content_type);

// The parts in their order; at most `most`. Nothing: this is no such body, it ends too early, or has more.
std::optional<std::vector<Part>> read_multipart(std::string_view body, std::string_view boundary, std::size_t most);

// The same of a body that goes on: the parts that are complete so far.
std::vector<Part> first_parts(std::string_view beginning, std::string_view boundary, std::size_t most);

}  // namespace returns::http
