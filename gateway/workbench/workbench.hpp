// GET / and what it loads: the page that people work with.
#pragma once

#include "gateway/http/message.hpp"

namespace weighbridge::workbench {

/// The page. It is asked for anew each time, and answered by 304 while it is the same. The view is
/// the part of the address behind #, so this one path is all there is.
http::Response page(const http::Request& request);

/// A file under assets/, by {file} of the path. Its name holds a hash of what it holds, so browsers
/// keep it for good.
http::Response asset(const http::Request& request);

}  // namespace weighbridge::workbench
