// weighbridge partner sftp-config
#pragma once

#include <string>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"
#include "gateway/receive/folder.hpp"

namespace weighbridge::cli {

/// Prints what lets partners fill their drop folders by SFTP: a shell script that makes user,
/// folders and the fragment of sshd_config (docs/operating/sftp.md).
ExitStatus partner_sftp_config(const PartnerSftpOptions& options, const Screen& screen);

/// The name of a system user made from a partner's: lower case, digits, `-` and `_`, at most 32.
std::string system_user_of(const std::string& partner);

/// The fragment of sshd_config alone: one Match block.
std::string sshd_fragment(const receive::DropFolder& folder, const std::string& user,
                          const std::string& keys_folder);

}  // namespace weighbridge::cli
