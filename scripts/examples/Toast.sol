// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IToken} from "../../contracts/interfaces/IToken.sol";
import {TwoForwarders} from "../../contracts/libraries/TwoForwarders.sol";

/// @title Toasts: members burn a little to cheer to one another
contract Toast is TwoForwarders {
    event Toasted(address indexed token, address indexed from, address indexed to, uint256 amount);

    error ToastEmpty();

    /// @notice How often a member was cheered to.
    mapping(address token => mapping(address member => uint256)) public toastsOf;

    constructor(address forwarder, address custodian_) TwoForwarders(forwarder, custodian_) {}

    /// @notice Burns `amount` of the caller's tokens in honour of `to`. Only in communities that enabled this module: the
    /// token refuses all others.
    function toast(address token, address to, uint256 amount) external {
        require(amount != 0, ToastEmpty());
        address from = _msgSender();
        ++toastsOf[token][to];
        IToken(token).burn(from, amount, false);
        emit Toasted(token, from, to, amount);
    }
}
