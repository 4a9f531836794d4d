#include "mappings/reader/tables.hpp"

#include <string_view>

namespace weighbridge {

std::shared_ptr<const ReaderTables> compile_tables(const std::vector<NamedText>& files,
                                                   std::vector<TableError>& errors) {
  const std::size_t errors_before = errors.size();
  std::vector<x12::DictionaryText> standards;
  std::vector<NamedText> maps;
  for (const NamedText& file : files) {
    const std::string_view path = file.path;
    if (path.starts_with("standards/x12/"))
      standards.push_back({file.path, file.text});
    else if (path.starts_with("maps/") && path.ends_with(".yaml"))
      maps.push_back(file);
  }

  std::vector<x12::DictionaryError> flaws;
  x12::Dictionaries dictionaries = x12::Dictionaries::compile(std::move(standards), flaws);
  for (x12::DictionaryError& flaw : flaws)
    errors.push_back({std::move(flaw.file), flaw.line, flaw.column, std::move(flaw.message),
                      "correct the table"});
  maps::MapSet compiled = maps::MapSet::compile(maps, {&dictionaries, nullptr}, errors);
  if (errors.size() > errors_before) return nullptr;
  return std::make_shared<const ReaderTables>(std::move(dictionaries), std::move(compiled));
}

}  // namespace weighbridge
