// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ICommunities} from "./ICommunities.sol";
import {ITokenTypes} from "./ITokenTypes.sol";

/// @title What a community's token does seldom
/// @notice Part of {IToken}; apart only because one contract holds its code for all tokens.
interface ITokenExtension is ITokenTypes, IERC20Permit, IERC5267 {
    /// @notice Issues all of `amount` or reverts: outside the member's caps, inside the community's day cap and what may
    /// exist. Counts to the lifetime earned. Modules only.
    function award(address member, uint256 amount) external;
    /// @notice Counts against both ceilings, as {move} does, something of the member's that is worth `amount` base units
    /// and that the operator moves out of the account. Modules only.
    function countOutflow(address from, uint256 amount) external;
    /// @notice Gives out the caller's own tokens: what a module holds for others. Regardless of pause, the greatest balance
    /// and whether the module is still enabled.
    /// @param earned that it counts to the receiver's lifetime earned; day, week and their caps are not touched
    function release(address to, uint256 amount, bool earned) external;
    /// @notice Takes back up to `amount` of a member's tokens, however much is left. Modules only, in communities created
    /// with clawback. What a module holds is out of reach.
    function claw(address member, uint256 amount) external returns (uint256 taken);
    /// @notice Lets a member earn nothing until then: reports pay 0, claims and awards revert. 2^48-1 bans: no module moves
    /// or burns a banned member's tokens either; transfers of an open token remain. 0 ends it. Modules only.
    function suspend(address member, uint48 until) external;
    function setCeiling(address member, uint96 ceiling) external;
    function caps() external view returns (ICommunities.Caps memory);
    /// @notice See {suspend}; may lie in the past.
    function suspendedUntil(address member) external view returns (uint48);
    /// @notice Base units that the module burned as refundable and has not given back.
    function refundableBy(address module) external view returns (uint256);
    function standingOf(address member) external view returns (Standing memory);
    /// @notice Lifetime counts of the eight counted activities, lowest index first (saturating at 131,071), and today's.
    function countsOf(address member) external view returns (uint32[8] memory lifetime, uint8[8] memory today);
    /// @notice Issued by the community today and moved out by the operator today, base units.
    function today() external view returns (uint256 issued, uint256 outflow);
}
