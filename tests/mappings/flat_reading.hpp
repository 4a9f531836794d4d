// Reads flat files for the tests of mappings/ by a map or partner file that the test gives.
#pragma once

#include "tests/mappings/x12_reading.hpp"

namespace weighbridge::testing {

using FlatReading = X12Reading;

/// Where a map or partner file would stand in a configuration folder.
inline std::string flat_path(std::string_view yaml) {
  const bool partner = yaml.starts_with("partner:") || yaml.find("\npartner:") != yaml.npos;
  return partner ? "partners/flat.yaml" : "maps/flat.yaml";
}

/// Tables with nothing but these maps; null, and `errors`, when they have mistakes.
inline std::shared_ptr<const ReaderTables> flat_tables(const std::vector<std::string>& yamls,
                                                       std::vector<TableError>& errors) {
  std::vector<NamedText> files;
  for (const std::string& yaml : yamls) {
    NamedText file{flat_path(yaml), yaml};
    file.path.insert(file.path.find('.'), std::to_string(files.size()));
    files.push_back(std::move(file));
  }
  return compile_tables(files, errors);
}

inline FlatReading read_flat_text(const std::vector<std::string>& yamls, std::string_view text,
                                  const std::string& file_name = {},
                                  const ReferenceData& reference = {}, ReaderOptions options = {}) {
  std::vector<TableError> errors;
  const auto tables = flat_tables(yamls, errors);
  for (const TableError& error : errors)
    FAIL_CHECK(error.line << ":" << error.column << ": " << error.message << "; " << error.mend);
  REQUIRE(tables != nullptr);
  options.file_name = file_name;
  FlatReading reading;
  MemorySource bytes(text);
  read_message(bytes, *tables, reference, options, reading);
  return reading;
}

}  // namespace weighbridge::testing
