// What the server shows of itself over TLS.
#pragma once

#include <memory>

#include <boost/asio/ssl/context.hpp>

#include "gateway/http/server.hpp"

namespace weighbridge::http {

/// TLS 1.2 and later, forward secret ciphers. Throws StartError that names the file and what is
/// wrong with it.
std::unique_ptr<boost::asio::ssl::context> make_tls_context(const TlsSettings& settings);

}  // namespace weighbridge::http
