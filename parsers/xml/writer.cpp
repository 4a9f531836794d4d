#include "parsers/xml/writer.hpp"

namespace weighbridge::xml {

Writer::Writer(std::string& out, std::string_view doctype) : out_(out) {
  out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (!doctype.empty()) out_.append(doctype).append("\n");
}

Writer& Writer::begin(std::string_view name, const Attributes& attributes) {
  indent();
  open(name, attributes);
  out_ += ">\n";
  open_.push_back(name);
  return *this;
}

Writer& Writer::end() {
  const std::string_view name = open_.back();
  open_.pop_back();
  indent();
  out_.append("</").append(name).append(">\n");
  return *this;
}

Writer& Writer::element(std::string_view name, std::string_view text,
                        const Attributes& attributes) {
  if (text.empty()) return *this;
  indent();
  open(name, attributes);
  out_ += '>';
  escape(text);
  out_.append("</").append(name).append(">\n");
  return *this;
}

void Writer::open(std::string_view name, const Attributes& attributes) {
  out_.append("<").append(name);
  for (const auto& [key, value] : attributes) {
    if (value.empty()) continue;
    out_.append(" ").append(key).append("=\"");
    escape(value);
    out_ += '"';
  }
}

void Writer::escape(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '&':
        out_ += "&amp;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      default:
        // XML 1.0 has no other control characters, not even escaped.
        out_ += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
}

}  // namespace weighbridge::xml
