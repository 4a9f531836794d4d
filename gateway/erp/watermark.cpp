#include "gateway/erp/watermark.hpp"

#include <fstream>
#include <iterator>

#include "gateway/spool/durable_file.hpp"
#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/time.hpp"
#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::erp {

Watermark read_watermark(const std::filesystem::path& folder, const std::string& name) {
  std::ifstream file(folder / name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Findings ignored;
  const auto document = json::Document::parse(text, ignored);
  Watermark mark;
  if (!document) return mark;
  const auto member = [&](std::string_view key) {
    const auto value = document->root().find(key);
    return value ? std::string(value->text()) : std::string();
  };
  mark.since = member("since");
  mark.etag = member("etag");
  mark.etag_url = member("etag_url");
  return mark;
}

void write_watermark(const std::filesystem::path& folder, const std::string& name,
                     const Watermark& mark) {
  std::string text;
  json::Writer(text, 2)
      .begin_object()
      .member("since", mark.since)
      .member("etag", mark.etag)
      .member("etag_url", mark.etag_url)
      .end_object();
  const spool::Descriptor open = spool::open_folder(folder.string());
  spool::write_durably(open.get(), name, text + '\n', 0600);
}

bool is_before(std::string_view a, std::string_view b) {
  const auto time_a = parse_moment(a);
  const auto time_b = parse_moment(b);
  if (time_a && time_b && time_a->at != time_b->at) return time_a->at < time_b->at;
  const auto number_a = Decimal::parse(a);
  const auto number_b = Decimal::parse(b);
  if (number_a && number_b) return *number_a < *number_b;
  return a < b;
}

}  // namespace weighbridge::erp
