// The MDN that a message gets: made from its request and from what became of it, and kept as text
// so that the same message gets the same MDN again.
#pragma once

#include <optional>
#include <string>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/settings.hpp"
#include "gateway/http/message.hpp"

namespace weighbridge::as2 {

/// What a request says of itself and asks for.
struct MessageHead {
  std::string from, to;    ///< AS2 names
  std::string message_id;  ///< as written
  bool wants_mdn = false;
  std::string mdn_url;  ///< for an async MDN; empty: in the response
  ReceiptOptions options;

  bool wants_async() const { return wants_mdn && !mdn_url.empty(); }
};
/// Nothing when it is no AS2 message: AS2-From, AS2-To or Message-ID are missing or malformed.
std::optional<MessageHead> read_message_head(const http::Fields& fields);

/// The MDN with all its HTTP fields, as text: fields, an empty line, the body. It is signed when
/// that was asked for and `station` has a key; `station` may be null.
std::string make_receipt(const MessageHead& head, const Station* station, const Partner* partner,
                         std::optional<Problem> problem, std::optional<Mic> mic, Instant now);

/// Such a text as a response.
http::Response receipt_response(const std::string& receipt);

}  // namespace weighbridge::as2
