// The interface described: openapi.yaml, made into JSON when the program starts.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/message.hpp"

namespace weighbridge::api {

/// The source, as it is in the tree.
std::string_view openapi_yaml();
/// The same as JSON (OpenAPI 3.1).
const std::string& openapi_json();
/// GET /api/v1/openapi.json
http::Response openapi_response();

}  // namespace weighbridge::api
