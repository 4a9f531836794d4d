// AS2's own header fields on arbitrary bytes: names survive being written and read again, whatever
// a sender puts into its fields can not begin new ones in the MDN.
#include <cstdint>
#include <string>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/receipt.hpp"
#include "gateway/as2/receipt_target.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::as2;
using fuzz::require;

void check_name(std::string_view text) {
  const auto name = read_as2_name(text);
  if (!name) return;
  require(!name->empty() && name->size() <= 128);
  const std::string written = write_as2_name(*name);
  // Outer blanks of a quoted name stand in quotes again.
  require(read_as2_name(written) == name);
}

void check_structured(std::string_view text) {
  const mime::StructuredValue value = mime::read_structured(text);
  for (const auto& [name, parameter] : value.parameters)
    require(value.parameter(name).data() != nullptr);
  require(mime::decode_words(text).size() <= 2 * text.size() + 4);
}

void check_receipt(std::string_view text) {
  http::Fields fields;
  fields.add("AS2-From", std::string(text.substr(0, text.size() / 2)));
  fields.add("AS2-To", "US");
  fields.add("Message-ID", std::string(text));
  fields.add("Disposition-Notification-To", "x");
  fields.add("Disposition-Notification-Options", std::string(text));
  const auto head = read_message_head(fields);
  if (!head) return;
  const std::string receipt = make_receipt(*head, nullptr, nullptr, Problem::decryption_failed,
                                           Mic{"abc", head->options.digest_spelling}, Instant{});
  const auto entity = mime::read_entity(Slice(spool::Payload::of(receipt)));
  require(entity.has_value() || receipt.size() > 60'000 ||
          text.find_first_of("\r\n") != std::string_view::npos);
  if (!entity || text.find_first_of("\r\n") != std::string_view::npos) return;
  const auto mdn = read_mdn(*entity, {}, {});
  require(mdn.has_value());
  require(mdn->disposition.detail == "decryption-failed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_name(text);
  check_structured(text);
  static_cast<void>(bare_message_id(text));
  const ReceiptOptions options = read_receipt_options(text);
  require(!options.digest || cms::digest_from(options.digest_spelling) == options.digest);
  if (const auto url = read_receipt_url(text))
    require(url->scheme == "http" || url->scheme == "https");
  static_cast<void>(forbidden_target(text, {}, {}));
  check_receipt(text);
  return 0;
}
