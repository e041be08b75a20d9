// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What a community's token offers beside {IToken} if it wraps another
/// @notice Backed one to one at all times: the total supply is what this contract holds of the underlying token. What is
/// neither wrapped by somebody nor refundable is the budget: rewards are paid from it, spending returns to it. The budget
/// and what is reserved for refunds stand as the balance of the token's own address, so that issuing and burning are
/// transfers from and to it. Amounts are base units, the same for both tokens.
interface IWrappedToken {
    /// @notice The underlying came in.
    event Wrapped(address indexed account, uint256 amount);
    /// @notice The underlying went out to `to`.
    event Unwrapped(address indexed account, address indexed to, uint256 amount);
    event Funded(address indexed by, uint256 amount, uint256 budget);
    event BudgetWithdrawn(address indexed to, uint256 amount, uint256 budget);

    /// @notice The underlying token credited another amount than was asked for, as one with a fee does.
    error WrappedTokenBadTransfer(uint256 asked, uint256 received);
    /// @param most base units that a wrapped token can hold in total
    error WrappedTokenTooMuch(uint256 most);
    error WrappedTokenNotOwner(address caller);
    /// @param left base units in the budget
    error WrappedTokenBudget(uint256 left);

    /// @notice Takes `amount` of the underlying token, which the caller must have approved, and credits as much of this one.
    /// Not while paused.
    function wrap(uint256 amount) external;
    /// @notice Burns the caller's tokens and pays the underlying to `to`. At any time: no pause, ban or closed policy stops it.
    function unwrap(address to, uint256 amount) external;
    /// @notice Adds `amount` of the underlying token, which the caller must have approved, to the budget. Anyone may.
    function fund(uint256 amount) external;
    /// @notice Pays what the budget does not need to `to`. The community's owner only. What members hold or may claim back is
    /// out of reach.
    function withdrawBudget(address to, uint256 amount) external;

    /// @notice Base units that may still be issued.
    function budget() external view returns (uint256);
}
