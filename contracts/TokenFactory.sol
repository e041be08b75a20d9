// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Token} from "./Token.sol";
import {TokenExtension} from "./TokenExtension.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";

/// @title Token factory
/// @notice Holds the token's code, which beside the registry's own would pass the size limit of a contract.
contract TokenFactory {
    TokenExtension public immutable extension = new TokenExtension();

    /// @notice Deploys a token whose registry is the caller. Anyone may: a token of another registry is no community's.
    /// @param salt distinguishes tokens of equal parameters
    function create(bytes32 salt, address custodian, ICommunities.NewCommunity calldata params)
        external
        returns (address)
    {
        return address(new Token{salt: salt}(msg.sender, custodian, address(extension), params));
    }
}
