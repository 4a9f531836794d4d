#include "gateway/api/export_table.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

#include "gateway/cli/csv_writer.hpp"

namespace weighbridge::api {
namespace {

void require_room(bool written) {
  if (!written) throw std::system_error(ENOSPC, std::generic_category(), "the export is too large");
}

class CsvTable final : public ExportTable {
 public:
  explicit CsvTable(const spool::SpoolSettings& spool) : out_(spool) {}

  void add(const Cells& row) override {
    for (const std::string& cell : row) csv_.cell(cell);
    csv_.end_row();
    require_room(out_.write(csv_.take()));
  }
  spool::Payload finish() override { return out_.finish(); }

 private:
  cli::CsvWriter csv_;
  spool::PayloadWriter out_;
};

/// A file of its own in `folder`, which goes with it.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& folder)
      : path_((folder / "export-XXXXXX").string()) {
    const int fd = ::mkstemp(path_.data());
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot write an export");
    ::close(fd);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// libxlsxwriter writes to a file of its own; rows leave memory as they come.
class XlsxTable final : public ExportTable {
 public:
  XlsxTable(const spool::SpoolSettings& spool, const std::string& sheet)
      : spool_(spool), folder_(spool.folder.string()), file_(spool.folder) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    workbook_ = ::workbook_new_opt(file_.path().c_str(), &options);
    sheet_ = workbook_ == nullptr ? nullptr : ::workbook_add_worksheet(workbook_, sheet.c_str());
    if (sheet_ == nullptr)
      throw std::system_error(ENOMEM, std::generic_category(), "cannot write an export");
    ::worksheet_freeze_panes(sheet_, 1, 0);
  }
  XlsxTable(const XlsxTable&) = delete;
  XlsxTable& operator=(const XlsxTable&) = delete;
  ~XlsxTable() override {
    if (workbook_ != nullptr) ::workbook_close(workbook_);
  }

  void add(const Cells& row) override {
    lxw_col_t column = 0;
    for (const std::string& cell : row) {
      // The format allows no more than that in a cell.
      constexpr std::size_t kCellMax = 32'000;
      if (!cell.empty())
        ::worksheet_write_string(sheet_, row_, column, cell.substr(0, kCellMax).c_str(), nullptr);
      ++column;
    }
    ++row_;
  }

  spool::Payload finish() override {
    const lxw_error failure = ::workbook_close(std::exchange(workbook_, nullptr));
    if (failure != LXW_NO_ERROR)
      throw std::system_error(EIO, std::generic_category(), ::lxw_strerror(failure));
    spool::PayloadWriter out(spool_);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> written(
        std::fopen(file_.path().c_str(), "rbe"), std::fclose);
    if (!written) throw std::system_error(errno, std::generic_category(), "cannot read an export");
    std::vector<char> room(64U << 10U);
    while (const std::size_t n = std::fread(room.data(), 1, room.size(), written.get()))
      require_room(out.write({room.data(), n}));
    return out.finish();
  }

 private:
  spool::SpoolSettings spool_;
  std::string folder_;
  TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<ExportTable> csv_table(const spool::SpoolSettings& spool) {
  return std::make_unique<CsvTable>(spool);
}

std::unique_ptr<ExportTable> xlsx_table(const spool::SpoolSettings& spool,
                                        const std::string& sheet) {
  return std::make_unique<XlsxTable>(spool, sheet);
}

}  // namespace weighbridge::api
