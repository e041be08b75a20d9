// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ICustodian} from "../../../contracts/interfaces/ICustodian.sol";

/// A module that judges each call of the Custodian at the moment it arrives.
contract Witness is ERC2771Context {
    uint256 public reached;
    uint256 public reachedGraduated;
    uint256 public reachedForbidden;
    uint256 public reachedPaused;

    constructor(address forwarder) ERC2771Context(forwarder) {}

    function first(uint256 number) external {
        _judge(number);
    }

    function second(uint256 number) external {
        _judge(number);
    }

    /// Never on the allowlist.
    function third(uint256 number) external {
        _judge(number);
    }

    function _judge(uint256 number) private {
        require(isTrustedForwarder(msg.sender), "only the Custodian calls here");
        ICustodian custodian = ICustodian(msg.sender);
        if (number % 5 == 0) revert("on purpose");
        ++reached;
        if (_msgSender().code.length != 0) ++reachedGraduated;
        if (!custodian.isAllowed(address(this), msg.sig) || msg.sig == this.third.selector) ++reachedForbidden;
        if (custodian.pausedUntil() != 0) ++reachedPaused;
    }
}
