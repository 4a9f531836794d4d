// XML out: elements one after the other, escaped and indented.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weighbridge::xml {

/// Appends one document to a text. Element names must outlive the element.
class Writer {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

  /// Begins with the declaration; `doctype`, where not empty, is written as it is.
  explicit Writer(std::string& out, std::string_view doctype = {});

  Writer& begin(std::string_view name, const Attributes& attributes = {});
  Writer& end();
  /// An element that holds `text` alone; nothing at all when it is empty.
  Writer& element(std::string_view name, std::string_view text, const Attributes& attributes = {});

 private:
  void open(std::string_view name, const Attributes& attributes);
  void escape(std::string_view text);
  void indent() { out_.append(2 * open_.size(), ' '); }

  std::string& out_;
  std::vector<std::string_view> open_;
};

}  // namespace weighbridge::xml
