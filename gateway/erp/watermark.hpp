// How far a pull has come, kept in a file that is replaced whole. Losing it costs a longer pull and
// nothing else: what comes again is known by its key.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weighbridge::erp {

struct Watermark {
  std::string since;           ///< the largest value that was taken
  std::string etag, etag_url;  ///< of the last whole answer
  bool operator==(const Watermark&) const = default;
};

/// What the file says; nothing much when it is missing or damaged.
Watermark read_watermark(const std::filesystem::path& folder, const std::string& name);
/// Durable when it returns. Throws std::system_error.
void write_watermark(const std::filesystem::path& folder, const std::string& name,
                     const Watermark& mark);

/// Whether `a` is before `b`: as times, as numbers, else as texts.
bool is_before(std::string_view a, std::string_view b);

}  // namespace weighbridge::erp
