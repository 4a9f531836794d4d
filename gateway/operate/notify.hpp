// Telling systemd how it stands with us (sd_notify(3)), without its library.
#pragma once

#include <string_view>

namespace weighbridge::operate {

/// Sends `state`, such as "READY=1", to the socket that $NOTIFY_SOCKET names. Without one nothing
/// happens: nobody is waiting for it.
void notify_service_manager(std::string_view state);

}  // namespace weighbridge::operate
