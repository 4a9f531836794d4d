#include "mappings/reader/tables.hpp"

#include <string_view>

#include "mappings/reader/limits_file.hpp"

namespace weighbridge {

namespace {

edi::Dictionaries compile_standard(std::vector<edi::DictionaryText> texts,
                                   std::vector<TableError>& errors) {
  std::vector<edi::DictionaryError> flaws;
  edi::Dictionaries dictionaries = edi::Dictionaries::compile(std::move(texts), flaws);
  for (edi::DictionaryError& flaw : flaws)
    errors.push_back({std::move(flaw.file), flaw.line, flaw.column, std::move(flaw.message),
                      "correct the table"});
  return dictionaries;
}

}  // namespace

std::shared_ptr<const ReaderTables> compile_tables(const std::vector<NamedText>& files,
                                                   std::vector<TableError>& errors) {
  const std::size_t errors_before = errors.size();
  std::vector<edi::DictionaryText> x12_texts, edifact_texts;
  std::vector<NamedText> maps;
  ReaderLimits limits;
  for (const NamedText& file : files) {
    const std::string_view path = file.path;
    if (path.starts_with("standards/x12/"))
      x12_texts.push_back({file.path, file.text});
    else if (path.starts_with("standards/edifact/"))
      edifact_texts.push_back({file.path, file.text});
    else if ((path.starts_with("maps/") || path.starts_with("partners/")) &&
             path.ends_with(".yaml"))
      maps.push_back(file);
    else if (path == kLimitsPath)
      limits = read_limits(file, errors);
  }

  edi::Dictionaries x12 = compile_standard(std::move(x12_texts), errors);
  edi::Dictionaries edifact = compile_standard(std::move(edifact_texts), errors);
  maps::MapSet compiled = maps::MapSet::compile(maps, {&x12, &edifact}, errors);
  if (errors.size() > errors_before) return nullptr;
  return std::make_shared<const ReaderTables>(std::move(x12), std::move(edifact),
                                              std::move(compiled), limits);
}

}  // namespace weighbridge
