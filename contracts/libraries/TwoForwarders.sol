// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

/// @title Caller of a module
/// @notice Exactly two forwarders may name the caller: OpenZeppelin's ERC2771Forwarder, for wallet holders whose gas is
/// sponsored, and the Custodian, for members without a wallet. Both are fixed at deployment.
abstract contract TwoForwarders is ERC2771Context {
    address public immutable custodian;

    constructor(address forwarder, address custodian_) ERC2771Context(forwarder) {
        custodian = custodian_;
    }

    function isTrustedForwarder(address forwarder) public view virtual override returns (bool) {
        return forwarder == custodian || super.isTrustedForwarder(forwarder);
    }

    /// @dev True where the operator acts for the caller: the custodial ceilings apply.
    function _isCustodial() internal view returns (bool) {
        return msg.sender == custodian;
    }
}
