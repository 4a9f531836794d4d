#include "gateway/cli/tables.hpp"

#include <filesystem>

#include "gateway/cli/complaint.hpp"
#include "gateway/intake/configuration.hpp"

namespace weighbridge::cli {

std::shared_ptr<const ReaderTables> load_tables(const std::string& folder, const Screen& screen) {
  const intake::ConfigurationFiles files = intake::configuration_files(folder);
  for (const intake::Trouble& trouble : files.troubles)
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
  std::vector<TableError> errors;
  std::shared_ptr<const ReaderTables> tables = compile_tables(files.tables, errors);
  for (TableError& error : errors) {
    const std::filesystem::path on_disk = std::filesystem::path(folder) / error.file;
    if (!folder.empty() && std::filesystem::exists(on_disk)) error.file = on_disk.string();
    screen.err.write(complaint(error));
  }
  return files.troubles.empty() && errors.empty() ? tables : nullptr;
}

}  // namespace weighbridge::cli
