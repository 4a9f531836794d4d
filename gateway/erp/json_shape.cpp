#include "gateway/erp/json_shape.hpp"

#include <optional>

#include "mappings/canonical/decimal.hpp"
#include "parsers/json/pointer.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::erp {
namespace {

bool is_scalar(json::Value value) {
  return value.kind() == json::Kind::string || value.kind() == json::Kind::number ||
         value.kind() == json::Kind::boolean;
}

/// Reads the rows of a table into shapes.
class ShapeReader {
 public:
  explicit ShapeReader(maps::TableReader& table) : table_(table) {}

  Shape read(const yaml::Node& node) {
    if (node.is_scalar()) return read_word(node);
    if (!node.is_map()) {
      table_.error(node, "this is no value",
                   "write a pointer such as /lines, =WORD, or a map of members");
      return {};
    }
    if (node.find("from") != nullptr) return read_from(node);
    if (node.find("each") != nullptr) return read_each(node);
    Shape shape;
    shape.kind = Shape::Kind::object;
    read_members(node, shape);
    return shape;
  }

 private:
  Shape read_word(const yaml::Node& node) {
    Shape shape;
    if (node.text.starts_with('=')) {
      shape.kind = Shape::Kind::constant;
      shape.text = node.text.substr(1);
    } else {
      shape.kind = Shape::Kind::from;
      shape.at = pointer(node);
    }
    return shape;
  }

  std::string pointer(const yaml::Node& node) {
    if (!node.is_scalar() || (!node.text.empty() && node.text.front() != '/'))
      table_.error(node, "this is no JSON pointer: " + node.text,
                   "write it as /lines/0/quantity (RFC 6901), a constant as =WORD");
    return node.text;
  }

  Shape read_from(const yaml::Node& node) {
    table_.is_map_of(node, "a value", {"from", "as", "codes", "otherwise", "default", "required"});
    Shape shape;
    shape.kind = Shape::Kind::from;
    shape.at = pointer(*node.find("from"));
    if (const yaml::Node* as = node.find("as")) {
      shape.type = as->text == "number"    ? Shape::Type::number
                   : as->text == "boolean" ? Shape::Type::boolean
                                           : Shape::Type::text;
      if (shape.type == Shape::Type::text && as->text != "text")
        table_.error(*as, "there is no type `" + as->text + "`", "write text, number or boolean");
    }
    if (const yaml::Node* value = node.find("default")) {
      shape.has_default = true;
      shape.text = table_.text(*value, "default").value_or("");
    }
    if (const yaml::Node* codes = node.find("codes")) read_codes(*codes, shape);
    if (const yaml::Node* otherwise = node.find("otherwise")) {
      shape.keep_unknown = otherwise->text == "keep";
      if (!shape.keep_unknown && otherwise->text != "drop")
        table_.error(*otherwise, "`otherwise` is neither keep nor drop", "write one of them");
    }
    if (const yaml::Node* required = node.find("required"))
      shape.required = required->text == "true";
    return shape;
  }

  void read_codes(const yaml::Node& node, Shape& shape) {
    if (!node.is_map())
      return table_.error(node, "`codes` is no map", "write {OUR: THEIRS, OTHER: THEIRS}");
    for (const yaml::Entry& entry : node.entries)
      shape.codes[entry.key] = table_.text(entry.value, entry.key).value_or("");
  }

  Shape read_each(const yaml::Node& node) {
    table_.is_map_of(node, "a list", {"each", "members"});
    Shape shape;
    shape.kind = Shape::Kind::each;
    shape.at = pointer(*node.find("each"));
    const yaml::Node* members = node.find("members");
    if (members == nullptr || !members->is_map())
      table_.error(node, "`members` is missing", "name what stands in each element of the list");
    else
      read_members(*members, shape);
    return shape;
  }

  void read_members(const yaml::Node& node, Shape& shape) {
    for (const yaml::Entry& entry : node.entries)
      shape.members.emplace_back(entry.key, read(entry.value));
  }

  maps::TableReader& table_;
};

/// Writes what a shape makes of a value.
class ShapeWriter {
 public:
  ShapeWriter(std::string& out, std::vector<std::string>& missing)
      : writer_(out), missing_(missing) {}

  void write(const Shape& shape, json::Value value) {
    switch (shape.kind) {
      case Shape::Kind::nothing:
        writer_.begin_object().end_object();
        return;
      case Shape::Kind::constant:
        writer_.string(shape.text);
        return;
      case Shape::Kind::from:
        write_text(shape, text_of(shape, value).value_or(""));
        return;
      case Shape::Kind::object:
        return write_members(shape, value);
      case Shape::Kind::each:
        writer_.begin_array();
        for (const json::Value each : json::all_at_pointer(value, shape.at + "/*"))
          write_members(shape, each);
        writer_.end_array();
        return;
    }
  }

 private:
  void write_members(const Shape& shape, json::Value value) {
    writer_.begin_object();
    for (const auto& [name, member] : shape.members) {
      // What is not there is left out: an empty text means "empty" to many an ERP.
      if (member.kind == Shape::Kind::from && !text_of(member, value)) {
        if (member.required) missing_.push_back(member.at);
        continue;
      }
      writer_.key(name);
      write(member, value);
    }
    writer_.end_object();
  }

  static std::optional<std::string> text_of(const Shape& shape, json::Value value) {
    const auto found = json::at_pointer(value, shape.at);
    if (!found || !is_scalar(*found) || found->text().empty())
      return shape.has_default ? std::optional(shape.text) : std::nullopt;
    std::string text(found->text());
    if (shape.codes.empty()) return text;
    const auto code = shape.codes.find(text);
    if (code != shape.codes.end()) return code->second;
    if (shape.keep_unknown) return text;
    return shape.has_default ? std::optional(shape.text) : std::nullopt;
  }

  /// Exact numbers go out as they are written; what is no number stays a text.
  void write_text(const Shape& shape, const std::string& text) {
    if (shape.type == Shape::Type::number) {
      if (const auto number = Decimal::parse(text)) {
        writer_.raw(number->to_string());
        return;
      }
    }
    if (shape.type == Shape::Type::boolean)
      writer_.boolean(text == "true" || text == "1");
    else
      writer_.string(text);
  }

  json::Writer writer_;
  std::vector<std::string>& missing_;
};

}  // namespace

Shape read_shape(const yaml::Node& node, maps::TableReader& table) {
  return ShapeReader(table).read(node);
}

std::string render(const Shape& shape, const json::Value& value,
                   std::vector<std::string>& missing) {
  std::string text;
  ShapeWriter(text, missing).write(shape, value);
  return text;
}

}  // namespace weighbridge::erp
