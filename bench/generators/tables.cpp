#include "bench/generators/tables.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "config/embedded.hpp"

namespace weighbridge::bench {

const ReaderTables& tables() {
  static const std::shared_ptr<const ReaderTables> compiled = [] {
    std::vector<NamedText> files;
    for (const EmbeddedFile& file : embedded_files())
      files.push_back({std::string(file.path), std::string(file.text)});
    std::vector<TableError> errors;
    return compile_tables(files, errors);
  }();
  if (!compiled) throw std::runtime_error("the tables of config/ have mistakes");
  return *compiled;
}

}  // namespace weighbridge::bench
