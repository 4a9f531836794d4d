#include "tests/parsers/x12/tables.hpp"

#include "config/embedded.hpp"

namespace weighbridge::x12 {

const Dictionaries& standard_tables() {
  static const Dictionaries tables = [] {
    std::vector<DictionaryText> texts;
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("standards/x12/"))
        texts.push_back({std::string(file.path), std::string(file.text)});
    std::vector<DictionaryError> errors;
    return Dictionaries::compile(std::move(texts), errors);
  }();
  return tables;
}

}  // namespace weighbridge::x12
