// MIME and CMS as strangers send them, opened without any key: it ends, never delivers a CMS
// structure as a document, parts lie within the body, and it is the same from memory and from disk.
#include <cstdint>
#include <filesystem>
#include <string>

#include "gateway/as2/cms/hollow.hpp"
#include "gateway/as2/mime/multipart.hpp"
#include "gateway/as2/open_message.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::as2;
using fuzz::require;

spool::SpoolSettings spooled(std::uint64_t in_memory_max) {
  return {std::filesystem::temp_directory_path(), in_memory_max, 1U << 20U};
}

Slice on_disk(std::string_view bytes) {
  spool::PayloadWriter writer(spooled(0));
  require(writer.write(bytes));
  return Slice(writer.finish());
}

std::string said(const Slice& whole, const spool::SpoolSettings& spool) {
  const auto entity = mime::read_entity(whole);
  if (!entity) return entity.error().message;
  require(entity->body.size() <= whole.size());
  OpenOptions options;
  options.spool = spool;
  options.content_bytes_max = spool.bytes_max;
  const auto opened = open_message(*entity, options);
  if (!opened) return std::string(to_string_view(opened.error().problem)) + opened.error().detail;
  // Nobody's certificate is believed and no key is held.
  require(!opened->was_signed && !opened->was_encrypted);
  std::string text;
  for (const receive::Content& content : opened->contents) {
    require(!content.content_type.starts_with("application/pkcs7-"));
    require(content.file_name.find('/') == std::string::npos && content.file_name.size() <= 255);
    text += content.file_name + '\n' + content.bytes.text();
  }
  return text + opened->mic_over.text();
}

std::string octets(const Slice& bytes) {
  const auto parts = cms::hollow(bytes);
  if (!parts) return parts.error().message;
  std::string text = parts->frame;
  const auto source = parts->open_content();
  std::string piece(4096, '\0');
  while (const std::size_t n = source->read(piece)) text.append(piece, 0, n);
  require(text.size() <= 3 * bytes.size() + 64);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  const Slice memory(spool::Payload::of(text));
  const std::string whole = said(memory, spooled(1U << 20U));
  const std::string structure = octets(memory);
  if (size > 0 && size < 300 && data[0] % 16 == 0) {
    const Slice disk = on_disk(text);
    require(said(disk, spooled(0)) == whole);
    require(octets(disk) == structure);
  }
  return 0;
}
