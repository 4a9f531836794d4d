// An async MDN that came in, and what it says of the message that it is about.
#pragma once

#include <functional>
#include <string>

#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/receiver.hpp"

namespace weighbridge::as2 {

bool receives_mdn(const http::Request& request);

/// Confirms the message, or leaves it unconfirmed and says why in the log. 200 for every MDN that
/// could be read, so that nobody repeats one for ever that nothing waits for.
http::Response receive_mdn(const http::Request& request, const Settings& settings,
                           const spool::SpoolSettings& spool, const SentMessages& sent,
                           const std::function<void(const std::string&)>& log);

/// An MDN and its verdict as evidence of the message: "mdn" with the first 64 KiB of it, "mdn-mic",
/// "mdn-disposition", "mdn-signed".
std::vector<std::pair<std::string, std::string>> mdn_evidence(const mime::Entity& entity,
                                                              const ReceivedMdn& mdn);

/// The result that a verdict means for a message that was sent.
deliver::Result result_of(const Verdict& verdict, const ReceivedMdn& mdn,
                          std::vector<std::pair<std::string, std::string>> evidence);

/// The evidence by which an MDN is recognised later, and back.
std::vector<std::pair<std::string, std::string>> expectation_evidence(const ExpectedMdn& expected);
ExpectedMdn expectation_from(const std::vector<std::pair<std::string, std::string>>& evidence);

/// Of a partner's certificates those that it may sign an MDN with: all, because an MDN may be about
/// a message of before a roll-over.
std::vector<cms::Certificate> mdn_signers(const Partner& partner);

}  // namespace weighbridge::as2
