#pragma once
// A piece of HTML under construction. Text is always escaped; markup is only what the program's own source spells.

#include <string>
#include <string_view>

namespace returns::plain {

// Text for an element or for an attribute in double quotes.
std::string escaped(std::string_view text);

class Html {
 public:
  // Markup, from the source.
  Html& raw(std::string_view markup) {
    out_ += markup;
    return *this;
  }
  Html& text(std::string_view text) {
    out_ += escaped(text);
    return *this;
  }
  // <name>text</name>, with a class where one is given.
  Html& element(std::string_view name, std::string_view text, std::string_view classes = {}) {
    open(name, classes);
    out_ += escaped(text);
    return close(name);
  }
  Html& open(std::string_view name, std::string_view classes = {}) {
    out_ += '<';
    out_ += name;
    if (!classes.empty()) attribute("class", classes);
    out_ += '>';
    return *this;
  }
  Html& close(std::string_view name) {
    out_ += "</";
    out_ += name;
    out_ += '>';
    return *this;
  }
  // Behind raw("<input") or the like.
  Html& attribute(std::string_view name, std::string_view value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    out_ += escaped(value);
    out_ += '"';
    return *this;
  }
  Html& flag(std::string_view name, bool set) {
    if (set) {
      out_ += ' ';
      out_ += name;
    }
    return *this;
  }
  Html& hidden(std::string_view name, std::string_view value) {
    return raw("<input type=\"hidden\"").attribute("name", name).attribute("value", value).raw(">");
  }
  Html& add(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  bool empty() const { return out_.empty(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace returns::plain
