#include "core/wire/write_params.h"

#include <cstdint>
#include <variant>

namespace returns::wire {

void write_texts(Writer& writer, const std::vector<std::string>& texts) {
  writer.begin_array();
  for (const std::string& text : texts) writer.text(text);
  writer.end_array();
}

void write_params(Writer& writer, const Params& params) {
  writer.begin_object();
  for (const Param& param : params) {
    writer.key(param.name);
    if (const auto* number = std::get_if<std::int64_t>(&param.value)) {
      writer.integer(*number);
    } else if (const auto* text = std::get_if<std::string>(&param.value)) {
      writer.text(*text);
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&param.value)) {
      write_texts(writer, *list);
    }
  }
  writer.end_object();
}

void begin_fault(Writer& writer, const Fault& fault) {
  writer.begin_object()
      .key("fault")
      .begin_object()
      .member("code", name(fault.code))
      .member("document", name(fault.document))
      .member("at", fault.at);
  if (fault.byte) writer.member("byte", static_cast<std::int64_t>(*fault.byte));
  if (!fault.params.empty()) {
    writer.key("params");
    write_params(writer, fault.params);
  }
}

std::string fault_alone(const Fault& fault) {
  Writer writer;
  begin_fault(writer, fault);
  writer.end_object().end_object();
  return writer.take();
}

}  // namespace returns::wire
