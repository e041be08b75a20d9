// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {WrappedToken} from "./WrappedToken.sol";
import {WrappedTokenExtension} from "./WrappedTokenExtension.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";

/// @title Wrapped token factory
/// @notice {TokenFactory} for tokens that wrap another.
contract WrappedTokenFactory {
    WrappedTokenExtension public immutable extension = new WrappedTokenExtension();

    /// @notice Deploys a token whose registry is the caller. Anyone may: a token of another registry is no community's.
    /// @param salt distinguishes tokens of equal parameters
    /// @param decimals the underlying token's
    function create(bytes32 salt, address custodian, uint8 decimals, ICommunities.NewCommunity calldata params)
        external
        returns (address)
    {
        return address(new WrappedToken{salt: salt}(msg.sender, custodian, address(extension), decimals, params));
    }
}
